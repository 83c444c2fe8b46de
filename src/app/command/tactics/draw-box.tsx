import { Check, Crosshair, Redo2, Undo2, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AskSnap } from '../../../domain/snap.ts';
import { findSymbol } from '../../../domain/tactics/symbols.ts';
import { useServices, useTacticsState, useUi } from '../../state/services.ts';
import { type PlacingMark, stepPoints } from '../../state/tactics-store.ts';
import { useSettings } from '../../state/use-base.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { canFinishMark } from './make-mark.ts';
import { MapCrosshair } from './map-crosshair.tsx';
import { MarkGlyph } from './mark-glyph.tsx';
import { finishShape, leaveSymbol } from './tactics-desk.ts';
import { placeAtCrosshair } from './use-tactics-keys.ts';

interface DrawBoxProps {
	readonly placing: PlacingMark;
	readonly ask: AskSnap | null;
}

/** The symbol in hand: how it is drawn with pointer and keys, and how that ends. */
export function DrawBox({ placing, ask }: DrawBoxProps) {
	const { t } = useTranslation();
	const services = useServices();
	const set = useSettings((state) => state.symbols);
	const { points, undone, isSnapLost } = useTacticsState((state) => state);
	const hasView = useUi((state) => state.view !== null);
	const symbol = findSymbol(placing.symbol);
	if (!symbol) return null;
	const isDrawn = symbol.kind === 'line' || symbol.kind === 'area';
	const step = (type: 'undo' | 'redo') => services.tactics.setState((state) => stepPoints(state, { type }));
	return (
		<section className="tactics__hand" aria-label={t(`marks.name.${symbol.code as 'note'}`)}>
			<MapCrosshair />
			<div className="tactics__line">
				<MarkGlyph symbol={symbol} set={set} size={32} />
				<b className="grow ellipsis">
					{placing.truck ? placing.truck.model : t(`marks.name.${symbol.code as 'note'}`)}
				</b>
				{isDrawn && (
					<>
						<span className="dim nowrap" role="status">
							{t('marks.points', { count: points.length })}
						</span>
						<IconButton
							small
							icon={Undo2}
							label={t('marks.takeBack')}
							shortcut="Backspace"
							onClick={() => step('undo')}
						/>
						{undone.length > 0 && (
							<IconButton small icon={Redo2} label={t('marks.doAgain')} onClick={() => step('redo')} />
						)}
					</>
				)}
			</div>
			<p className="soft">
				{t(symbol.kind === 'line' ? 'marks.lineHelp' : isDrawn ? 'marks.areaHelp' : 'marks.pointHelp')}
			</p>
			<p className="dim">{t('marks.keyHelp')}</p>
			{(isSnapLost || !ask) && (
				<p className="tactics__unsnapped" role="status">
					<Unplug size={16} strokeWidth={1.75} aria-hidden />
					{t('marks.unsnapped')}
				</p>
			)}
			<div className="tool-panel__actions">
				{isDrawn && (
					<button
						type="button"
						className="btn btn--primary"
						disabled={!canFinishMark(symbol.code, points.length)}
						aria-keyshortcuts="Shift+Enter"
						onClick={() => finishShape(services)}
					>
						<Check size={16} strokeWidth={1.75} aria-hidden />
						{t('marks.finish')}
					</button>
				)}
				<button
					type="button"
					className="btn"
					disabled={!hasView}
					aria-keyshortcuts="Enter"
					onClick={() => placeAtCrosshair(services, ask, false)}
				>
					<Crosshair size={16} strokeWidth={1.75} aria-hidden />
					{t('marks.atCrosshair')}
				</button>
				<button type="button" className="btn btn--plain" onClick={() => leaveSymbol(services)}>
					{t('marks.stop')} <span className="kbd">Esc</span>
				</button>
			</div>
		</section>
	);
}
