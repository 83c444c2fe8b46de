import { packBuildingTable } from '../../model/building-table-builder.ts';
import { type FgbRange, readFgbBuildings } from '../fgb-buildings.ts';
import { openInput } from '../open-input.ts';
import type { InputPart, OpenInput } from '../source-record.ts';
import { createBuildingTaker } from '../take/building-taker.ts';
import type { TakenBuildings, TakePlan } from '../take/take-plan.ts';

/** A share of the buildings of an input, that a thread reads by itself: plain data. */
export type ReadJob =
	| {
			readonly kind: 'records';
			readonly path: string;
			readonly encoding: string | undefined;
			readonly plan: TakePlan;
			readonly part: InputPart;
	  }
	| {
			readonly kind: 'fengtu';
			readonly path: string;
			readonly source: number;
			readonly sourceKey: string;
			readonly range: FgbRange;
	  };

/** Does jobs one after another; keeps the input of the last one open. */
interface JobReader {
	run(job: ReadJob): Promise<TakenBuildings>;
	close(): Promise<void>;
}

/** Reads shares of inputs in this thread. `opened`: an input that is open already, not closed here. */
export function createJobReader(opened: OpenInput | null = null): JobReader {
	let own: { path: string; input: OpenInput } | null = null;
	const inputOf = async (path: string, encoding: string | undefined): Promise<OpenInput> => {
		if (opened) return opened;
		if (own?.path !== path) {
			await own?.input.close();
			own = { path, input: (await openInput(path, { encoding })).input };
		}
		return own.input;
	};
	return {
		run: async (job) => {
			if (job.kind === 'fengtu') return readRange(job);
			const { readPart } = await inputOf(job.path, job.encoding);
			if (!readPart) throw new TypeError(`${job.path}: got an input without parts, expected one that has them`);
			const taker = createBuildingTaker(job.plan);
			await readPart(job.part, taker);
			return taker.finish();
		},
		close: async () => {
			await own?.input.close();
			own = null;
		},
	};
}

async function readRange({ path, source, sourceKey, range }: ReadJob & { kind: 'fengtu' }): Promise<TakenBuildings> {
	const { table, counts, rejects } = await readFgbBuildings(path, { source, sourceKey, range });
	return { table: packBuildingTable(table), counts, rejects, fields: [], madeIds: 0 };
}
