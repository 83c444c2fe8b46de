import { PencilRuler } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sketch } from '../../../client/sketch.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { Mark } from '../../../domain/tactics/mark.ts';
import { useServices, useTacticsState } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { useSketch, useSketchState } from '../../state/use-sketch.ts';
import { Segments } from '../../ui/segments.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ToolPanel } from '../map/tool-panel.tsx';
import { DrawBox } from './draw-box.tsx';
import { MarkEditor } from './mark-editor.tsx';
import { MarkList } from './mark-list.tsx';
import { PhaseField } from './phase-field.tsx';
import { SketchBar } from './sketch-bar.tsx';
import { SymbolPalette } from './symbol-palette.tsx';
import { useTacticsAsk } from './use-tactics-ask.ts';
import { useTacticsKeys } from './use-tactics-keys.ts';
import './tactics-panel.css';

/** Drawing of tactical marks on the map, shared with every open page: symbols, what is in hand, the marks there are. */
export function TacticsPanel() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const incident = useCurrentIncident();
	const sketch = useSketch();
	const isShown = incident !== undefined && sketch !== null && sketch.incidentId === incident.id;
	return (
		<ToolPanel icon={PencilRuler} title={t('tool.tactics')} onClose={() => ui.setState({ tool: 'none' })}>
			{isShown ? (
				<SketchTool incident={incident} sketch={sketch} />
			) : (
				<EmptyState icon={PencilRuler} title={t('marks.none')} hint={t('marks.noneHint')} />
			)}
		</ToolPanel>
	);
}

function SketchTool({ incident, sketch }: { readonly incident: Incident; readonly sketch: Sketch }) {
	const { t } = useTranslation();
	const { tactics } = useServices();
	const ask = useTacticsAsk(true);
	useTacticsKeys(ask);
	const [view, setView] = useState<'draw' | 'drawn'>('draw');
	const marks = useSketchState((state) => state.marks);
	const readOnly = useSketchState((state) => state.readOnly);
	const placing = useTacticsState((state) => state.placing);
	const selectedId = useTacticsState((state) => state.selectedId);
	const selected = selectedId === null ? undefined : marks?.get(selectedId);
	useEffect(() => () => tactics.setState({ pointedId: null }), [tactics]);
	return (
		<>
			<SketchBar sketch={sketch} />
			<PhaseField incident={incident} />
			{placing && <DrawBox placing={placing} ask={ask} />}
			{!placing && selected && selectedId !== null && (
				<MarkEditor key={selectedId} id={selectedId} mark={selected} sketch={sketch} />
			)}
			{!placing && !selected && (
				<>
					<div className="tactics__view">
						<Segments
							legend={t('tool.tactics')}
							name="tactics-view"
							value={view}
							options={[
								{ value: 'draw', label: t('marks.draw') },
								{ value: 'drawn', label: t('marks.drawn', { count: marks?.size ?? 0 }) },
							]}
							onChange={setView}
						/>
					</div>
					{view === 'draw' ? (
						<SymbolPalette incident={incident} isDisabled={readOnly !== null} />
					) : (
						<MarkList marks={marks ?? NO_MARKS} />
					)}
				</>
			)}
		</>
	);
}

const NO_MARKS: ReadonlyMap<string, Mark> = new Map();
