import type { PackSource } from '../../domain/pack/manifest.ts';
import { COUNTED_KIND } from './reject-kind.ts';
import type { ToldReject } from './source-city.ts';

/** What a merge refuses, with the counts of the sources kept right: read = kept + refused, the repaired among the kept. */
export class MergeLog {
	readonly sources: PackSource[] = [];
	readonly #byKey = new Map<string, PackSource>();
	#rejects: ToldReject[] = [];
	/** Records of which nothing is left in the pack. */
	readonly #gone = new Set<string>();

	/** Takes a source and what its reader told. */
	addSource(source: PackSource): void {
		const own = { ...source };
		this.sources.push(own);
		this.#byKey.set(own.key, own);
	}

	addRejects(rejects: readonly ToldReject[]): void {
		for (const reject of rejects) this.#rejects.push(reject);
	}

	/** Refuses a record that its reader had kept. `keptOf`: key of the source whose record of the same id stays; null = none does. */
	refuse(record: Omit<ToldReject, 'outcome'>, keptOf: string | null): void {
		this.#rejects.push({ ...record, outcome: 'refused' });
		const source = this.#byKey.get(record.source);
		if (!source || COUNTED_KIND[source.kind] !== record.kind) return;
		source.kept--;
		source.refused++;
		if (keptOf !== record.source) this.#gone.add(nameOf(record));
	}

	/** All that was told. What had been repaired of a record that was refused afterwards is not told and not counted. */
	finish(): readonly ToldReject[] {
		if (this.#gone.size === 0) return this.#rejects;
		const touched = new Set([...this.#gone].map((name) => name.slice(0, name.indexOf('\n'))));
		this.#rejects = this.#rejects.filter((reject) => reject.outcome !== 'repaired' || !this.#gone.has(nameOf(reject)));
		for (const key of touched) {
			const source = this.#byKey.get(key) as PackSource;
			const repaired = this.#rejects.filter(
				({ source: of, kind, outcome }) => of === key && outcome === 'repaired' && kind === COUNTED_KIND[source.kind],
			);
			source.repaired = new Set(repaired.map(({ id }) => id)).size;
		}
		return this.#rejects;
	}
}

function nameOf({ source, kind, id }: Pick<ToldReject, 'source' | 'kind' | 'id'>): string {
	return `${source}\n${kind}\n${id}`;
}
