import type { AreaLook, LineLook } from './glyph.ts';
import type { SymbolSet } from './symbols.ts';

function line(
	widthPx: number,
	dashPx: LineLook['dashPx'] = null,
	head: LineLook['head'] = 'none',
	ticks: LineLook['ticks'] = 'none',
): LineLook {
	return { dashPx, widthPx, head, ticks };
}

function both<Look>(look: Look): Readonly<Record<SymbolSet, Look>> {
	return { cn: look, 'nfpa-170': look };
}

/** Looks of lines by code. NFPA 170 has no lines of action: the second set differs only where US pre-plans usually do. Assumptions. */
export const LINE_LOOKS: Readonly<Record<string, Readonly<Record<SymbolSet, LineLook>>>> = {
	'fire-spread': both(line(3, [3, 4], 'arrow', 'chevrons')),
	attack: { cn: line(3, null, 'broad'), 'nfpa-170': line(4, null, 'arrow') },
	'rescue-route': both(line(3, [12, 5], 'arrow')),
	retreat: { cn: line(3, [10, 6], 'broad'), 'nfpa-170': line(3, [10, 6], 'arrow') },
	ventilation: both(line(2.5, [2, 4], 'arrow', 'chevrons')),
	'main-line': { cn: line(4.5, null, 'none', 'bars'), 'nfpa-170': line(4.5, null) },
	'branch-line': both(line(2.5, [7, 4])),
	'foam-line': both(line(3, [10, 4, 2, 4])),
	'relay-line': both(line(4, null, 'none', 'chevrons')),
	evacuation: both(line(3, [6, 4], 'arrow', 'chevrons')),
	cordon: both(line(3, null, 'none', 'crosses')),
	'fire-break': both(line(3, null, 'none', 'teeth')),
	'sector-boundary': both(line(2.5, [16, 5, 3, 5])),
	line: both(line(3)),
};

function area(widthPx: number, dashPx: AreaLook['dashPx'], hatch: AreaLook['hatch']): AreaLook {
	return { dashPx, widthPx, hatch };
}

/** Looks of areas by code. Assumptions. */
export const AREA_LOOKS: Readonly<Record<string, Readonly<Record<SymbolSet, AreaLook>>>> = {
	'fire-area': both(area(3, null, 'lines')),
	'smoke-area': both(area(2.5, [3, 5], 'lines')),
	'hot-zone': both(area(3, [12, 5], 'cross')),
	'work-area': both(area(2.5, [10, 5], 'none')),
	'cordon-area': both(area(3, [9, 6], 'none')),
	area: both(area(3, null, 'none')),
};
