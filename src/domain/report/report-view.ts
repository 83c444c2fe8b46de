import type { Finding } from '../assessment.ts';
import type { Plan } from './plan.ts';

/** A word or number of the report. */
export interface Told {
	readonly text: string;
	/** How much later than its standard, in words ('超 1:00'); printed with a triangle. null = in time, or it has none. */
	readonly late: string | null;
}

/** A named value with what is to be said of it; '' = nothing. */
export interface ReportFact {
	readonly label: string;
	readonly value: Told;
	readonly note: string;
}

/** One of the eleven times: filled = happened, hollow = not yet, dotted = nobody told. */
export interface ReportMoment {
	readonly name: string;
	readonly state: 'happened' | 'open' | 'unknown';
	/** Time of day, or why there is none. */
	readonly at: string;
	/** Since the alarm; '' = there is no time. */
	readonly since: string;
	readonly by: string;
	readonly late: string | null;
}

/** A column of a table; `share` of its width by the others. */
export interface ReportColumn {
	readonly title: string;
	readonly share: number;
}

/** A picture in the file, with its words. */
export interface ReportPicture {
	/** Bytes of a JPEG file. */
	readonly jpeg: ArrayBuffer;
	readonly text: string;
}

/** A piece of a section. */
export type ReportBlock =
	| { readonly kind: 'facts'; readonly facts: readonly ReportFact[] }
	| { readonly kind: 'heading'; readonly text: string }
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'moments'; readonly moments: readonly ReportMoment[] }
	| {
			readonly kind: 'findings';
			readonly findings: readonly {
				readonly severity: Finding['severity'];
				readonly text: string;
				readonly note: string;
			}[];
	  }
	| {
			readonly kind: 'table';
			readonly columns: readonly ReportColumn[];
			readonly rows: readonly (readonly Told[])[];
			/** Last row, in bold; null = none. */
			readonly sum: readonly string[] | null;
			/** Smaller type, for many columns. */
			readonly isDense: boolean;
	  }
	| { readonly kind: 'plan'; readonly plan: Plan }
	| { readonly kind: 'picture'; readonly picture: ReportPicture }
	| { readonly kind: 'photos'; readonly photos: readonly ReportPicture[] };

/** A numbered part of the report. */
export interface ReportSection {
	readonly title: string;
	readonly blocks: readonly ReportBlock[];
}

/** All that is printed, in words of one language: what the document lays out without knowing what it means. */
export interface ReportView {
	readonly language: 'zh-CN' | 'en';
	readonly ink: ReportInk;
	readonly title: string;
	/** Type, address and level in one line. */
	readonly subtitle: string;
	readonly id: string;
	/** Synthetic city, demo vehicles, drill; printed hatched on every page. */
	readonly tags: readonly string[];
	/** The incident is not over, in a word; null = it is. */
	readonly running: string | null;
	/** Datum, and who printed it when: at the foot of every page. */
	readonly foot: readonly [datum: string, made: string];
	/** With {page} and {pages} where the numbers belong. */
	readonly pageWords: string;
	readonly sections: readonly ReportSection[];
	/** Says which characters could not be printed, with {list} where they belong. */
	readonly missingWords: string;
}

/** Colours of paper, CSS; black and greys are enough to read the report. */
export type ReportInk = Readonly<
	Record<'black' | 'quiet' | 'line' | 'shade' | 'wall' | 'target' | 'danger' | 'water' | 'attention' | 'paper', string>
>;

/** A plain word. */
export function tell(text: string, late: string | null = null): Told {
	return { text, late };
}
