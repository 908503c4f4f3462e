//! Chinese characters in Korean text, by their Korean reading: those that the words of the lists are written with.

use crate::language::letters::Readings;
use std::sync::LazyLock;

/// The syllable a character is read as; the character itself if it is not on the list.
pub(crate) fn reading(letter: char) -> char {
    READINGS.reading(letter)
}

static READINGS: LazyLock<Readings> = LazyLock::new(|| Readings::of(PAIRS));

const PAIRS: &str = "北북 韓한 朝조 鮮선 中중 國국 美미 露노 俄아 蒙몽 古고 勞노 動동 者자 人인 力력 員원 名명 月월 年년 日일 時시 間간 萬만 億억 兆조 千천 百백 十십 \
     一일 二이 三삼 四사 五오 六육 七칠 八팔 九구 給급 與여 賃임 金금 錢전 圓원 元원 弗불 貨화 外외 稅세 黨당 費비 忠충 誠성 資자 保보 險험 料료 宿숙 食식 手수 數수 \
     賂뢰 賄회 派파 遣견 送송 出출 入입 約약 契계 期기 間간 死사 亡망 傷상 旅여 券권 押압 收수 沒몰 監감 視시 脅협 迫박 暴폭 行행 毆구 打타 滯체 拂불 借차 債채 \
     休휴 息식 制제 裁재 決결 議의 安안 理리 會회 社사 公공 場장 建건 設설 伐벌 木목 工공 縫봉 製제 支지 配배 政정 府부 權권 統통 計계 割할 分분 半반 上상 下하 以이 \
     未미 滿만 超초 過과 最최 大대 小소 低저 高고 每매 平평 均균 收수 額액 總총 第제 號호 室실 條조 項항 次차 歲세 南남 東동 西서 方방 京경 壤양 城성 海해 外외 當당 局국";
