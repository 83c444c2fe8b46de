import { Ruler } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { takePointBack } from '../../state/measure-store.ts';
import { noteAnswers } from '../../state/note-answers.ts';
import { useMeasure, useServices } from '../../state/services.ts';
import { useSnapper } from '../../state/use-snapper.ts';
import { ToolPanel } from '../map/tool-panel.tsx';
import { BuildingMeasures } from './building-measures.tsx';
import { KeptMeasures } from './kept-measures.tsx';
import { KindChooser } from './kind-chooser.tsx';
import { Reading } from './reading.tsx';
import './measure.css';

/** Measuring on the map: what, the reading with its error and what it was taken on, and what is kept with the incident. */
export function MeasurePanel() {
	const { t } = useTranslation();
	const { ui, measure, selection } = useServices();
	const mode = useMeasure((state) => state.mode);
	const crosshair = useMeasure((state) => state.crosshair);
	const snapper = useSnapper(true);

	useEffect(() => {
		const { selected } = selection.getState();
		// What was picked before the tool was taken in hand is what one wants to know of.
		if (selected?.kind === 'building' && measure.getState().points.length === 0) {
			measure.setState({ mode: 'building', fid: selected.fid });
		}
		ui.setState({ undoing: { undo: () => takePointBack(measure), redo: () => false } });
		return () => {
			ui.setState({ undoing: null });
			measure.setState({ hover: null, crosshair: null, pointed: null });
		};
	}, [ui, measure, selection]);
	useEffect(() => {
		measure.setState({
			ask: snapper && noteAnswers(snapper.snap, (isUnanswered) => measure.setState({ isUnanswered })),
		});
		return () => measure.setState({ ask: null });
	}, [measure, snapper]);

	return (
		<>
			<ToolPanel icon={Ruler} title={t('tool.measure')} onClose={() => ui.setState({ tool: 'none' })}>
				<KindChooser />
				{mode === 'building' ? <BuildingMeasures snapper={snapper} /> : <Reading snapper={snapper} />}
				<KeptMeasures />
			</ToolPanel>
			{crosshair && (
				<div
					className="measure-crosshair"
					role="img"
					aria-label={t('measure.crosshair')}
					style={{ left: crosshair.x, top: crosshair.y }}
				/>
			)}
		</>
	);
}
