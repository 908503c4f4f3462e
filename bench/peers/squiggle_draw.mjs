// Ten quantities, three products of them and their quantiles in Squiggle, as in reconcile_speed.py; prints seconds of processor time.
//
//     npm install @quri/squiggle-lang@0.10.0 && node squiggle_draw.mjs DRAWS     (the script beside node_modules)
import { run } from "@quri/squiggle-lang";

const draws = Number(process.argv[2]);
const drawn = Array.from({ length: 10 }, (_, index) => `q${index} = SampleSet.fromDist(uniform(${10 + index}, ${12 + index}))`);
const source = [
  ...drawn,
  "p0 = q0 * q1 * q2 * q3",
  "p1 = q3 * q4 * q5",
  "p2 = q6 * q7 * q8",
  "[p0, p1, p2, q0, q1, q2, q3, q4] -> List.map({|d| [quantile(d, 0.05), quantile(d, 0.5), quantile(d, 0.95)]})",
].join("\n");
const before = process.cpuUsage();
const answer = await run(source, { environment: { sampleCount: draws, xyPointLength: 1000, seed: "1" } });
const spent = process.cpuUsage(before);
if (!answer.result.ok) throw new Error(String(answer.result.value));
console.log((spent.user + spent.system) / 1e6);
