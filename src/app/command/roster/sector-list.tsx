import { Plus, Trash2 } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { Dispatch } from '../../../domain/records/dispatch.ts';
import { SECTOR_TASKS, type Sector } from '../../../domain/records/sector.ts';
import { useLive, useServices } from '../../state/services.ts';
import { tellLive } from '../../state/tell-live.ts';
import { type Act, useAct } from '../../state/use-act.ts';
import { useBlock } from '../../state/use-block.ts';
import { DutyChip } from '../../ui/duty-chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { VehiclePlate } from '../cards/vehicle-plate.tsx';
import { useFleet } from '../force/list-fleet.ts';
import { ActError } from './act-error.tsx';

const DRAGGED = 'application/x-fengtu-unit';

interface SectorListProps {
	readonly incident: Incident;
	readonly sectors: readonly Sector[];
}

/** Sectors with officer, task and units; a unit moves to another by one press of its number, or dragged there. */
export function SectorList({ incident, sectors }: SectorListProps) {
	const { t } = useTranslation();
	const { api, live } = useServices();
	const block = useBlock('command.edit');
	const act = useAct();
	const dispatches = useLive((state) => state.dispatches);
	const out = dispatches.filter((one) => one.incidentId === incident.id && one.endedAtMs === null);
	const placed = new Set(sectors.flatMap(({ unitIds }) => unitIds));
	const free = out.filter(({ unitId }) => !placed.has(unitId));
	const isLocked = block !== null || act.busy || incident.closedAtMs !== null;

	function move(unitId: string, to: Sector | null): void {
		const from = sectors.find(({ unitIds }) => unitIds.includes(unitId));
		if (isLocked || from?.id === to?.id) return;
		void act.run(async () => {
			if (to) {
				const { id, version, unitIds } = to;
				tellLive(live, 'sector', await api.changeSector(id, { version, unitIds: [...unitIds, unitId] }));
			} else if (from) {
				const { id, version, unitIds } = from;
				const left = unitIds.filter((other) => other !== unitId);
				tellLive(live, 'sector', await api.changeSector(id, { version, unitIds: left }));
			}
		});
	}

	const rows = (listed: readonly Dispatch[], sector: Sector | null) => (
		<ul
			className="sector__units"
			aria-label={sector ? t('roster.unitsOf', { name: sector.name }) : t('roster.noSector')}
		>
			{listed.map((dispatch) => (
				<UnitRow
					key={dispatch.unitId}
					dispatch={dispatch}
					sectors={sectors}
					sector={sector}
					isLocked={isLocked}
					refusal={block}
					onMove={(to) => move(dispatch.unitId, to)}
				/>
			))}
		</ul>
	);
	return (
		<section className="roster-part" aria-label={t('roster.sectors')}>
			<h3>{t('roster.sectors')}</h3>
			<ActError error={act.error} />
			<AddSector incident={incident} act={act} refusal={block} />
			{sectors.map((sector, index) => (
				<DropBox key={sector.id} onDrop={(unitId) => move(unitId, sector)}>
					<SectorHead sector={sector} number={index + 1} act={act} refusal={block} />
					{rows(
						out.filter(({ unitId }) => sector.unitIds.includes(unitId)),
						sector,
					)}
				</DropBox>
			))}
			<DropBox onDrop={(unitId) => move(unitId, null)}>
				<b className="soft">{t('roster.noSector')}</b>
				{out.length === 0 ? <p className="dim">{t('roster.noUnitsHint')}</p> : rows(free, null)}
			</DropBox>
		</section>
	);
}

function DropBox({
	onDrop,
	children,
}: {
	readonly onDrop: (unitId: string) => void;
	readonly children: React.ReactNode;
}) {
	const [isOver, setIsOver] = useState(false);
	const carries = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes(DRAGGED);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: dragging is one way more; numbers on the units do the same.
		<div
			className="sector"
			data-over={isOver || undefined}
			onDragOver={(event) => {
				if (!carries(event)) return;
				event.preventDefault();
				setIsOver(true);
			}}
			onDragLeave={() => setIsOver(false)}
			onDrop={(event) => {
				setIsOver(false);
				const unitId = event.dataTransfer.getData(DRAGGED);
				if (!unitId) return;
				event.preventDefault();
				onDrop(unitId);
			}}
		>
			{children}
		</div>
	);
}

interface SectorHeadProps {
	readonly sector: Sector;
	readonly number: number;
	readonly act: Act;
	readonly refusal: string | null;
}

function SectorHead({ sector, number, act, refusal }: SectorHeadProps) {
	const { t } = useTranslation();
	const { api, live } = useServices();
	const { id, name, task, officer, version } = sector;
	const change = (fields: { officer?: string; task?: Sector['task'] }) =>
		void act.run(async () => tellLive(live, 'sector', await api.changeSector(id, { version, ...fields })));
	return (
		<div className="sector__head">
			<span className="sector__number" aria-hidden>
				{number}
			</span>
			<b className="ellipsis">{name}</b>
			<select
				className="input"
				aria-label={t('roster.taskOf', { name })}
				value={task}
				disabled={refusal !== null}
				title={refusal ?? undefined}
				onChange={({ target }) => change({ task: target.value as Sector['task'] })}
			>
				{SECTOR_TASKS.map((one) => (
					<option key={one} value={one}>
						{t(`codes.sectorTask.${one}`)}
					</option>
				))}
			</select>
			<input
				key={officer}
				className="input"
				defaultValue={officer}
				placeholder={t('roster.officer')}
				aria-label={t('roster.officerOf', { name })}
				disabled={refusal !== null}
				onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
				onBlur={({ target }) => {
					if (target.value.trim() !== officer) change({ officer: target.value });
				}}
			/>
			<IconButton
				icon={Trash2}
				label={t('roster.removeSector', { name })}
				small
				refusal={refusal}
				onClick={() => void act.run(() => api.removeSector(id))}
			/>
		</div>
	);
}

function AddSector({ incident, act, refusal }: { incident: Incident; act: Act; refusal: string | null }) {
	const { t } = useTranslation();
	const { api, live } = useServices();
	const [name, setName] = useState('');
	const [task, setTask] = useState<Sector['task']>('attack');
	const isLocked = refusal !== null || act.busy || incident.closedAtMs !== null;
	return (
		<form
			className="sector__head"
			onSubmit={(event) => {
				event.preventDefault();
				const told = name.trim() || t(`codes.sectorTask.${task}`);
				if (isLocked) return;
				void act
					.run(async () => tellLive(live, 'sector', await api.addSector({ incidentId: incident.id, name: told, task })))
					.then((isDone) => isDone && setName(''));
			}}
		>
			<select
				className="input"
				aria-label={t('roster.taskOf', { name: t('roster.sectorName') })}
				value={task}
				disabled={isLocked}
				onChange={({ target }) => setTask(target.value as Sector['task'])}
			>
				{SECTOR_TASKS.map((one) => (
					<option key={one} value={one}>
						{t(`codes.sectorTask.${one}`)}
					</option>
				))}
			</select>
			<input
				className="input"
				value={name}
				placeholder={t('roster.sectorName')}
				aria-label={t('roster.sectorName')}
				maxLength={80}
				disabled={isLocked}
				onChange={({ target }) => setName(target.value)}
			/>
			<button type="submit" className="btn" disabled={isLocked} title={refusal ?? undefined}>
				<Plus size={16} strokeWidth={1.75} aria-hidden />
				{t('roster.addSector')}
			</button>
		</form>
	);
}

interface UnitRowProps {
	readonly dispatch: Dispatch;
	readonly sectors: readonly Sector[];
	/** null = it is in none. */
	readonly sector: Sector | null;
	readonly isLocked: boolean;
	readonly refusal: string | null;
	readonly onMove: (to: Sector | null) => void;
}

function UnitRow({ dispatch, sectors, sector, isLocked, refusal, onMove }: UnitRowProps) {
	const { t } = useTranslation();
	const fleet = useFleet();
	const { unitId, plate, type } = dispatch;
	const unit = fleet.byId.get(unitId);
	return (
		<li
			className="row"
			data-unit={unitId}
			draggable={!isLocked}
			title={t('roster.drag')}
			onDragStart={({ dataTransfer }) => {
				dataTransfer.setData(DRAGGED, unitId);
				dataTransfer.effectAllowed = 'move';
			}}
		>
			<VehiclePlate type={type} model={unit?.model ?? type} />
			<span className="grow ellipsis">{plate}</span>
			{unit && <DutyChip state={unit.state} isOrdered={dispatch.times.departed === null} />}
			<span className="sector__moves">
				{sectors.map((to, index) => {
					const isHere = to.id === sector?.id;
					const words = isHere
						? t('roster.moveOut', { unit: plate })
						: t('roster.moveTo', { unit: plate, sector: to.name });
					return (
						<button
							key={to.id}
							type="button"
							className="btn btn--row"
							aria-pressed={isHere}
							aria-label={`${index + 1} ${words}`}
							title={refusal ?? words}
							disabled={isLocked}
							onClick={() => onMove(isHere ? null : to)}
						>
							{index + 1}
						</button>
					);
				})}
			</span>
		</li>
	);
}
