import { ChevronDown, ChevronUp, Copy, Focus, RotateCcw, RotateCw, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Sketch } from '../../../client/sketch.ts';
import { type Mark, PHASES } from '../../../domain/tactics/mark.ts';
import { findPlainSymbol, findSymbol } from '../../../domain/tactics/symbols.ts';
import { findVehicleModel } from '../../../domain/vehicle-catalogue.ts';
import { useLive, useServices } from '../../state/services.ts';
import { useSettings } from '../../state/use-base.ts';
import { useSketchState } from '../../state/use-sketch.ts';
import { Chips } from '../../ui/chips.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useSide } from '../what-if/say-wind.ts';
import { JackField } from './jack-field.tsx';
import { MarkGlyph } from './mark-glyph.tsx';
import { duplicateMark, removeMark, selectMark, showMark } from './tactics-desk.ts';
import { TruckReach } from './truck-reach.tsx';
import { VertexList } from './vertex-list.tsx';

const TURN_DEG = 15;

interface MarkEditorProps {
	readonly id: string;
	readonly mark: Mark;
	readonly sketch: Sketch;
}

/** The selected mark: what it says, where it points, on which floor, of which phase; a vehicle's outriggers and what it reaches. */
export function MarkEditor({ id, mark, sketch }: MarkEditorProps) {
	const { t } = useTranslation();
	const services = useServices();
	const set = useSettings((state) => state.symbols);
	const isLocked = useSketchState((state) => state.readOnly) !== null;
	const plate = useLive(({ units }) => units.find((unit) => unit.id === mark.truck?.unitId)?.plate ?? null);
	const symbol = findSymbol(mark.symbol) ?? findPlainSymbol(mark.geometry.type);
	const model = mark.truck && findVehicleModel(mark.truck.model);
	const name = t(`marks.name.${symbol.code as 'note'}`);
	const change = (fields: Parameters<Sketch['change']>[1]) => sketch.change(id, fields);
	return (
		<section className="tactics__hand" aria-label={t('marks.edit')}>
			<div className="tactics__line">
				<MarkGlyph symbol={symbol} set={set} size={32} />
				<span className="grow tactics__name">
					<b className="ellipsis">{mark.truck ? `${plate ?? mark.truck.model} · ${name}` : name}</b>
					<span className="dim ellipsis">
						{mark.byName === '' ? t('marks.byUnknown') : t('marks.by', { name: mark.byName })}
						{mark.snappedTo !== null && ` · ${t(`marks.snapped.${mark.snappedTo}`)}`}
					</span>
				</span>
				<IconButton small icon={Focus} label={t('marks.flyTo')} onClick={() => showMark(services, mark)} />
				<IconButton
					small
					icon={X}
					label={t('marks.close')}
					shortcut="Escape"
					onClick={() => selectMark(services, null)}
				/>
			</div>
			<fieldset className="tactics__fields" disabled={isLocked}>
				<label className="tactics__line">
					<span className="dim nowrap">{t('marks.label')}</span>
					<input
						className="input"
						maxLength={200}
						placeholder={t('marks.labelHint')}
						value={mark.label}
						onChange={({ target }) => change({ label: target.value })}
					/>
				</label>
				{symbol.turns && (
					<HeadingField headingDeg={mark.headingDeg} onChange={(headingDeg) => change({ headingDeg })} />
				)}
				{symbol.kind !== 'vehicle' && <FloorField floor={mark.floor} onChange={(floor) => change({ floor })} />}
				{mark.truck && model && <JackField truck={mark.truck} model={model} onChange={(truck) => change({ truck })} />}
				<div className="tactics__chips">
					<Chips
						legend={t('marks.phases')}
						name="mark-phase"
						value={mark.phase}
						isDisabled={isLocked}
						options={PHASES.map((phase) => ({ value: phase, label: t(`marks.phase.${phase}`) }))}
						onChange={(phase) => change({ phase })}
					/>
				</div>
			</fieldset>
			{mark.truck && model?.envelope && <TruckReach id={id} mark={mark} />}
			{mark.geometry.type !== 'Point' && <VertexList id={id} geometry={mark.geometry} isLocked={isLocked} />}
			{!mark.truck && <p className="dim">{t('marks.moveHelp')}</p>}
			<div className="tool-panel__actions" title={t('marks.moveHelp')}>
				<button
					type="button"
					className="btn btn--row"
					disabled={isLocked}
					onClick={() => duplicateMark(services, mark)}
				>
					<Copy size={16} strokeWidth={1.75} aria-hidden />
					{t('marks.duplicate')}
				</button>
				<button
					type="button"
					className="btn btn--row"
					disabled={isLocked}
					aria-keyshortcuts="Delete"
					onClick={() => removeMark(services, id)}
				>
					<Trash2 size={16} strokeWidth={1.75} aria-hidden />
					{t('marks.remove')} <span className="kbd">Delete</span>
				</button>
			</div>
		</section>
	);
}

interface HeadingFieldProps {
	readonly headingDeg: number | null;
	readonly onChange: (headingDeg: number) => void;
}

function HeadingField({ headingDeg, onChange }: HeadingFieldProps) {
	const { t } = useTranslation();
	const saySide = useSide();
	const heading = headingDeg ?? 0;
	const turn = (deg: number) => onChange((((Math.round(heading) + deg) % 360) + 360) % 360);
	return (
		<div className="tactics__line">
			<span className="dim grow">{t('marks.heading')}</span>
			<IconButton small icon={RotateCcw} label={t('marks.turnLeft')} onClick={() => turn(-TURN_DEG)} />
			<input
				className="input tactics__degrees"
				type="number"
				min={0}
				max={359}
				aria-label={t('marks.heading')}
				value={Math.round(heading)}
				onChange={({ target }) =>
					Number.isFinite(target.valueAsNumber) && onChange(((target.valueAsNumber % 360) + 360) % 360)
				}
			/>
			<span className="nowrap">° {saySide(heading)}</span>
			<IconButton small icon={RotateCw} label={t('marks.turnRight')} onClick={() => turn(TURN_DEG)} />
		</div>
	);
}

const HIGHEST = 200;
const LOWEST = -9;

interface FloorFieldProps {
	readonly floor: number | null;
	readonly onChange: (floor: number | null) => void;
}

/** Ground, then floors from 2 up, and basements down from -1: the first floor is the ground. */
function FloorField({ floor, onChange }: FloorFieldProps) {
	const { t } = useTranslation();
	const said =
		floor === null
			? t('marks.ground')
			: floor < 0
				? t('marks.belowFloor', { floor: -floor })
				: t('marks.floorOf', { floor });
	const step = (by: number) => {
		const next = (floor ?? (by > 0 ? 1 : 0)) + by;
		onChange(next === 0 || next === 1 ? null : Math.min(HIGHEST, Math.max(LOWEST, next)));
	};
	return (
		<div className="tactics__line">
			<span className="dim grow">{t('marks.floor')}</span>
			<IconButton small icon={ChevronDown} label={t('marks.floorDown')} onClick={() => step(-1)} />
			<b className="tactics__floor" role="status">
				{said}
			</b>
			<IconButton small icon={ChevronUp} label={t('marks.floorUp')} onClick={() => step(1)} />
		</div>
	);
}
