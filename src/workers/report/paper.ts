import { StyleSheet } from '@react-pdf/renderer';
import { createContext, useContext } from 'react';
import type { PlanLook } from '../../domain/report/plan.ts';
import type { ReportInk } from '../../domain/report/report-view.ts';
import type { MarkTone } from '../../domain/tactics/glyph.ts';

const A4_HEIGHT_PT = 842;
/** Margins of a page, points. */
export const MARGIN_PT = 40;
/** Sizes of type, points. */
export const TYPE = { title: 19, section: 13, heading: 10, text: 9, small: 7.5, dense: 6.5 } as const;

/** The styles of the document in the given colours. */
function createSheet(ink: ReportInk) {
	return StyleSheet.create({
		page: {
			paddingTop: MARGIN_PT + 18,
			paddingBottom: MARGIN_PT + 14,
			paddingHorizontal: MARGIN_PT,
			fontSize: TYPE.text,
			lineHeight: 1.35,
			color: ink.black,
		},
		top: {
			position: 'absolute',
			top: 22,
			left: MARGIN_PT,
			right: MARGIN_PT,
			flexDirection: 'row',
			alignItems: 'center',
			gap: 8,
			fontSize: TYPE.small,
			color: ink.quiet,
		},
		foot: {
			position: 'absolute',
			top: A4_HEIGHT_PT - 36,
			left: MARGIN_PT,
			right: MARGIN_PT,
			flexDirection: 'row',
			justifyContent: 'space-between',
			fontSize: TYPE.small,
			color: ink.quiet,
			borderTopWidth: 0.5,
			borderTopColor: ink.line,
			paddingTop: 4,
		},
		title: { fontSize: TYPE.title, fontWeight: 700, lineHeight: 1.25 },
		subtitle: { fontSize: TYPE.heading, lineHeight: 1.35, marginBottom: 8 },
		section: {
			fontSize: TYPE.section,
			lineHeight: 1.4,
			fontWeight: 700,
			marginTop: 14,
			marginBottom: 5,
			paddingBottom: 2,
			borderBottomWidth: 1,
			borderBottomColor: ink.black,
		},
		heading: { fontSize: TYPE.heading, lineHeight: 1.35, fontWeight: 700, marginTop: 9, marginBottom: 3 },
		text: { marginBottom: 4, color: ink.quiet, fontSize: TYPE.small },
		fact: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: ink.line, paddingVertical: 2.5 },
		factLabel: { width: 104, color: ink.quiet },
		factValue: { flex: 1 },
		factNote: { width: 150, fontSize: TYPE.small, color: ink.quiet, paddingLeft: 8 },
		row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: ink.line },
		rowHead: { flexDirection: 'row', borderBottomWidth: 1, borderBottomColor: ink.black, backgroundColor: ink.shade },
		cell: { paddingVertical: 2, paddingRight: 4, paddingLeft: 2 },
		late: { flexDirection: 'row', alignItems: 'center', gap: 2, fontWeight: 700 },
		tag: {
			borderWidth: 1,
			borderColor: ink.black,
			paddingHorizontal: 6,
			paddingVertical: 1,
			position: 'relative',
			overflow: 'hidden',
		},
	});
}

interface Look {
	readonly fill: string;
	readonly stroke: string;
	readonly strokeWidth: number;
	readonly strokeDasharray?: string;
}

/** Line styles of the map on paper: routes black with the same dashes. */
function createLooks(ink: ReportInk): Readonly<Record<PlanLook, Look>> {
	return {
		target: { fill: ink.wall, stroke: ink.black, strokeWidth: 2.4 },
		neighbour: { fill: ink.shade, stroke: ink.quiet, strokeWidth: 0.7 },
		'route-1': { fill: 'none', stroke: ink.black, strokeWidth: 2.5 },
		'route-2': { fill: 'none', stroke: ink.black, strokeWidth: 2, strokeDasharray: '8 3.500' },
		'route-3': { fill: 'none', stroke: ink.black, strokeWidth: 2, strokeDasharray: '1.500 3' },
		hose: { fill: 'none', stroke: ink.water, strokeWidth: 1.3, strokeDasharray: '4 2' },
		'zone-active': { fill: 'none', stroke: ink.danger, strokeWidth: 1.4 },
		'zone-contingent': { fill: 'none', stroke: ink.danger, strokeWidth: 0.9, strokeDasharray: '5 3' },
		spot: { fill: 'none', stroke: ink.black, strokeWidth: 0.9, strokeDasharray: '2 1.500' },
	};
}

function createTones(ink: ReportInk): Readonly<Record<MarkTone, string>> {
	return {
		plain: ink.black,
		danger: ink.danger,
		attention: ink.attention,
		water: ink.water,
	};
}

/** What a part of the document is drawn with. */
interface Paper {
	readonly ink: ReportInk;
	readonly sheet: ReturnType<typeof createSheet>;
	readonly looks: Readonly<Record<PlanLook, Look>>;
	readonly tones: Readonly<Record<MarkTone, string>>;
}

const PaperContext = createContext<Paper | null>(null);

/** Gives its colours and styles to a document. */
export const PaperProvider = PaperContext.Provider;

/** Makes paper of the given colours. */
export function createPaper(ink: ReportInk): Paper {
	return { ink, sheet: createSheet(ink), looks: createLooks(ink), tones: createTones(ink) };
}

/** Colours and styles of the document. @throws Error outside one */
export function usePaper(): Paper {
	const paper = useContext(PaperContext);
	if (!paper) throw new Error('usePaper: got no paper, expected to be inside a report');
	return paper;
}
