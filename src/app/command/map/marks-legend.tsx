import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { Mark, Phase } from '../../../domain/tactics/mark.ts';
import { findPlainSymbol, findSymbol, TACTICAL_SYMBOLS, type TacticalSymbol } from '../../../domain/tactics/symbols.ts';
import { useTacticsState } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';
import { useSketch, useSketchState } from '../../state/use-sketch.ts';
import { MarkGlyph } from '../tactics/mark-glyph.tsx';

/** The kinds of marks on the map, each once, in the order of the catalogue. */
export function listMarkKinds(marks: ReadonlyMap<string, Mark>, hidden: readonly Phase[]): TacticalSymbol[] {
	const drawn = new Set(
		[...marks.values()]
			.filter(({ phase }) => !hidden.includes(phase))
			.map(({ symbol, geometry }) => findSymbol(symbol) ?? findPlainSymbol(geometry.type)),
	);
	return TACTICAL_SYMBOLS.filter((symbol) => drawn.has(symbol));
}

/** Entries of the legend for the tactical marks that are on the map. */
export function MarksLegend({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const sketch = useSketch();
	const marks = useSketchState((state) => state.marks);
	const hidden = useTacticsState((state) => state.hidden);
	const set = useSettings((state) => state.symbols);
	if (!marks || sketch?.incidentId !== incident.id) return null;
	return listMarkKinds(marks, hidden).map((symbol) => (
		<li key={symbol.code} data-mark-kind={symbol.code}>
			<MarkGlyph symbol={symbol} set={set} size={20} /> {t(`marks.name.${symbol.code as 'note'}`)}
		</li>
	));
}
