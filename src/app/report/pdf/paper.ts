import { StyleSheet } from '@react-pdf/renderer';
import { SCENE_PALETTES } from '../../../scene/style/scene-theme.ts';

/** Colours of paper: the light palette, of which black and greys are enough to read the report. */
export const INK = {
	black: SCENE_PALETTES.light.text,
	quiet: SCENE_PALETTES.light.textQuiet,
	line: SCENE_PALETTES.light.plateLine,
	shade: SCENE_PALETTES.light.plate,
	wall: SCENE_PALETTES.light.neighbourRoof,
	target: SCENE_PALETTES.light.targetRoof,
	danger: SCENE_PALETTES.light.danger,
	water: SCENE_PALETTES.light.water,
	attention: SCENE_PALETTES.light.attention,
	paper: 'white',
} as const;

const A4_HEIGHT_PT = 842;
/** Margins of a page, points. */
export const MARGIN_PT = 40;
/** Sizes of type, points. */
export const TYPE = { title: 19, section: 13, heading: 10, text: 9, small: 7.5, dense: 6.5 } as const;

export const PAPER = StyleSheet.create({
	page: {
		paddingTop: MARGIN_PT + 18,
		paddingBottom: MARGIN_PT + 14,
		paddingHorizontal: MARGIN_PT,
		fontSize: TYPE.text,
		lineHeight: 1.35,
		color: INK.black,
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
		color: INK.quiet,
	},
	foot: {
		position: 'absolute',
		top: A4_HEIGHT_PT - 36,
		left: MARGIN_PT,
		right: MARGIN_PT,
		flexDirection: 'row',
		justifyContent: 'space-between',
		fontSize: TYPE.small,
		color: INK.quiet,
		borderTopWidth: 0.5,
		borderTopColor: INK.line,
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
		borderBottomColor: INK.black,
	},
	heading: { fontSize: TYPE.heading, lineHeight: 1.35, fontWeight: 700, marginTop: 9, marginBottom: 3 },
	text: { marginBottom: 4, color: INK.quiet, fontSize: TYPE.small },
	fact: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: INK.line, paddingVertical: 2.5 },
	factLabel: { width: 104, color: INK.quiet },
	factValue: { flex: 1 },
	factNote: { width: 150, fontSize: TYPE.small, color: INK.quiet, paddingLeft: 8 },
	row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: INK.line },
	rowHead: { flexDirection: 'row', borderBottomWidth: 1, borderBottomColor: INK.black, backgroundColor: INK.shade },
	cell: { paddingVertical: 2, paddingRight: 4, paddingLeft: 2 },
	late: { flexDirection: 'row', alignItems: 'center', gap: 2, fontWeight: 700 },
	tag: {
		borderWidth: 1,
		borderColor: INK.black,
		paddingHorizontal: 6,
		paddingVertical: 1,
		position: 'relative',
		overflow: 'hidden',
	},
});
