/** A part of the pack that can fail by itself. */
export type DataPart = 'buildings' | 'key-units' | 'water' | 'stations' | 'roads' | 'ground';
/** A part of the pack, or of the assessment, that can fail by itself; finding A5 names it. */
export type AssessmentPart =
	| DataPart
	| 'target'
	| 'exposures'
	| 'force'
	| 'zones'
	| 'aerial'
	| 'supply'
	| 'heights'
	| 'posts'
	| 'vehicles';
