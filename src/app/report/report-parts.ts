import type { i18n } from 'i18next';
import type { IncidentAssessment } from '../../domain/incident.ts';
import type { RecordedEvent } from '../../domain/records/change.ts';
import type { AfterAction } from '../../domain/report/after-action.ts';
import type { SymbolSet } from '../../domain/tactics/symbols.ts';
import type { Language } from '../ui/format.ts';

/** The 3D picture of the incident, or why there is none. */
export type MapPicture =
	| { readonly jpeg: ArrayBuffer; readonly atMs: number }
	| { readonly why: 'noMap' | 'otherShown' | 'pictureFailed' };

/** A photo that was read, small; `jpeg` null = it cannot be drawn. */
export interface ReadPhoto {
	readonly id: string;
	readonly jpeg: ArrayBuffer | null;
}

/** All that a report is said from; what is read once for both languages. */
export interface ReportData {
	readonly report: AfterAction;
	/** The whole log, the oldest first. */
	readonly events: readonly RecordedEvent[];
	/** The newest; null = none. */
	readonly assessed: Pick<IncidentAssessment, 'assessment' | 'madeAtMs'> | null;
	readonly map: MapPicture;
	readonly photos: readonly ReadPhoto[];
	/** Photos beyond the most that a report takes. */
	readonly photosLeft: number;
}

/** The same with the words to say it in. */
export interface ReportParts extends ReportData {
	/** Speaks `language`. */
	readonly i18n: i18n;
	readonly language: Language;
	/** Who makes it; null = nobody is signed in. */
	readonly madeBy: string | null;
	readonly symbols: SymbolSet;
}
