import type { ReportInk } from '../../domain/report/report-view.ts';
import { SCENE_PALETTES } from '../../scene/style/scene-theme.ts';

const { light } = SCENE_PALETTES;

/** Colours of a report: the map's light palette on white. */
export const REPORT_INK: ReportInk = {
	black: light.text,
	quiet: light.textQuiet,
	line: light.plateLine,
	shade: light.plate,
	wall: light.neighbourRoof,
	target: light.targetRoof,
	danger: light.danger,
	water: light.water,
	attention: light.attention,
	paper: 'white',
};
