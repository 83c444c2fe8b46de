import { useVirtualizer } from '@tanstack/react-virtual';
import { SearchX, Truck } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { VehiclePosition } from '../../../domain/topics.ts';
import { findWord } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { useServerNow } from '../../state/use-server-now.ts';
import { DutyChip, DutyShape } from '../../ui/duty-chip.tsx';
import { formatAge, formatDistance, joinQuantity, pickName } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { VehiclePlate } from '../cards/vehicle-plate.tsx';
import { countStates, type FleetFilter, filterFleet, type ListedUnit, NEAR_M, NO_FILTER } from './filter-fleet.ts';
import { type FleetUnit, useFleet } from './list-fleet.ts';
import { NextStates, ToIncident, useLightUnit, useShowUnit } from './unit-actions.tsx';

const ROW_PX = 36;
/** Positions move; how near a unit is is looked at so often. */
const PLACES_EVERY_MS = 5_000;
const NOWHERE: readonly VehiclePosition[] = [];

/** All units of the city: how many in each state, filters, and a table in which each is told another state, sent or shown by one press. */
export function UnitBoard({ incident }: { readonly incident: Incident | null }) {
	const { t } = useTranslation();
	const fleet = useFleet();
	const [filter, setFilter] = useState<FleetFilter>(NO_FILTER);
	const { feed } = useServices();
	useServerNow(PLACES_EVERY_MS);
	// Drawn every few seconds, and looked at then: not with each position.
	const positions = feed?.vehicles.get() ?? NOWHERE;
	const places = useMemo(() => new Map<string, LonLat>(positions.map((vehicle) => [vehicle.id, vehicle])), [positions]);
	const listed = useMemo(() => filterFleet(fleet.units, filter, places), [fleet.units, filter, places]);
	if (fleet.units.length === 0) {
		return (
			<EmptyState icon={Truck} title={t('forceBoard.none')} hint={t('forceBoard.noneHint')}>
				{fleet.unknownStations > 0 && <p>{t('forceBoard.unknownStations', { count: fleet.unknownStations })}</p>}
			</EmptyState>
		);
	}
	const isFiltered = filter !== NO_FILTER;
	return (
		<div className="board">
			<StateCounts units={fleet.units} filter={filter} onChange={setFilter} />
			<Filters units={fleet.units} filter={filter} incident={incident} onChange={setFilter} />
			<p className="board__foot">
				<span>{t('forceBoard.shown', { shown: listed.length, total: fleet.units.length })}</span>
				{fleet.unknownStations > 0 && (
					<span className="dim">{t('forceBoard.unknownStations', { count: fleet.unknownStations })}</span>
				)}
				<span className="grow" />
				{isFiltered ? (
					<button type="button" className="btn btn--link" onClick={() => setFilter(NO_FILTER)}>
						{t('forceBoard.clear')}
					</button>
				) : (
					<span className="dim">{t('forceBoard.keys')}</span>
				)}
			</p>
			{listed.length === 0 ? (
				<EmptyState icon={SearchX} title={t('forceBoard.noneFiltered')} />
			) : (
				<UnitTable listed={listed} incident={incident} />
			)}
		</div>
	);
}

interface FilterProps {
	readonly units: readonly FleetUnit[];
	readonly filter: FleetFilter;
	readonly onChange: (filter: FleetFilter) => void;
}

/** Counts by state with a bar; a press lists only that state. */
function StateCounts({ units, filter, onChange }: FilterProps) {
	const { t, i18n } = useTranslation();
	const counts = useMemo(() => countStates(units), [units]);
	const most = Math.max(1, ...counts.map(([, count]) => count));
	return (
		<fieldset className="state-counts">
			<legend className="visually-hidden">{t('forceBoard.filterState')}</legend>
			{counts.map(([state, count]) => (
				<button
					key={state}
					type="button"
					className="state-count"
					data-state={state}
					aria-pressed={filter.state === state}
					onClick={() => onChange({ ...filter, state: filter.state === state ? '' : state })}
				>
					<DutyShape state={state} />
					<span>
						{state} {findWord(i18n, 'duty', state)}
					</span>
					<b>{count}</b>
					<span className="state-count__bar" aria-hidden>
						<span style={{ width: `${(Math.sqrt(count) / Math.sqrt(most)) * 100}%` }} />
					</span>
				</button>
			))}
		</fieldset>
	);
}

function Filters({ units, filter, incident, onChange }: FilterProps & { readonly incident: Incident | null }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const types = useMemo(() => [...new Set(units.map(({ type }) => type))].sort(), [units]);
	const stations = useMemo(() => {
		const named = new Map<string, string>();
		for (const { stationId, station } of units) {
			named.set(stationId, (station && pickName(station.name, station.nameEn, language)) ?? stationId);
		}
		return [...named].sort(([, a], [, b]) => a.localeCompare(b, language));
	}, [units, language]);
	return (
		<div className="board__filters">
			<input
				className="input"
				type="search"
				value={filter.text}
				aria-label={t('forceBoard.filterText')}
				placeholder={t('forceBoard.filterText')}
				onChange={({ target }) => onChange({ ...filter, text: target.value })}
			/>
			<select
				className="input"
				aria-label={t('forceBoard.filterType')}
				value={filter.type}
				onChange={({ target }) => onChange({ ...filter, type: target.value })}
			>
				<option value="">{t('forceBoard.allTypes')}</option>
				{types.map((type) => (
					<option key={type} value={type}>
						{type} {findWord(i18n, 'vehicleType', type)}
					</option>
				))}
			</select>
			<select
				className="input"
				aria-label={t('forceBoard.filterStation')}
				value={filter.stationId}
				onChange={({ target }) => onChange({ ...filter, stationId: target.value })}
			>
				<option value="">{t('forceBoard.allStations')}</option>
				{stations.map(([id, name]) => (
					<option key={id} value={id}>
						{name}
					</option>
				))}
			</select>
			{incident && (
				<label className="check-row">
					<input
						type="checkbox"
						checked={filter.near !== null}
						onChange={({ target }) => {
							const { lon, lat } = incident;
							onChange({ ...filter, near: target.checked ? { lon, lat } : null });
						}}
					/>
					{t('forceBoard.filterNear', { distance: joinQuantity(formatDistance(NEAR_M)) })}
				</label>
			)}
		</div>
	);
}

/** Only rows in sight are made. Arrows walk: up and down over units, right and left over what can be done with one. */
function UnitTable({
	listed,
	incident,
}: {
	readonly listed: readonly ListedUnit[];
	readonly incident: Incident | null;
}) {
	const { t } = useTranslation();
	const scroll = useRef<HTMLDivElement>(null);
	const [activeId, setActiveId] = useState<string | null>(null);
	const nowMs = useServerNow(PLACES_EVERY_MS);
	const rows = useVirtualizer({
		count: listed.length,
		getScrollElement: () => scroll.current,
		estimateSize: () => ROW_PX,
		overscan: 6,
		getItemKey: (index) => listed[index]?.unit.id ?? index,
	});
	const activeIndex = Math.max(
		0,
		listed.findIndex(({ unit }) => unit.id === activeId),
	);

	function walkTo(index: number): void {
		const at = Math.min(Math.max(index, 0), listed.length - 1);
		const next = listed[at];
		if (!next) return;
		setActiveId(next.unit.id);
		rows.scrollToIndex(at, { align: 'auto' });
		requestAnimationFrame(() =>
			scroll.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.unit.id)}"] button`)?.focus(),
		);
	}

	function onKeyDown(event: KeyboardEvent<HTMLUListElement>): void {
		const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? ROW_PX) / ROW_PX) - 1);
		const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
		if (event.key in steps) walkTo(activeIndex + (steps[event.key] as number));
		else if (event.key === 'Home') walkTo(0);
		else if (event.key === 'End') walkTo(listed.length - 1);
		else if (event.key === 'ArrowRight') stepAside(event.target as HTMLElement, 1);
		else if (event.key === 'ArrowLeft') stepAside(event.target as HTMLElement, -1);
		else return;
		event.preventDefault();
	}

	return (
		<div className="unit-table" ref={scroll}>
			<ul aria-label={t('forceBoard.units')} style={{ height: rows.getTotalSize() }} onKeyDown={onKeyDown}>
				{rows.getVirtualItems().map(({ index, start, key }) => {
					const one = listed[index];
					if (!one) return null;
					return (
						<li
							key={key}
							aria-setsize={listed.length}
							aria-posinset={index + 1}
							className="unit-row"
							data-row={one.unit.id}
							style={{ transform: `translateY(${start}px)` }}
							onFocus={() => setActiveId(one.unit.id)}
						>
							<UnitCells listed={one} incident={incident} nowMs={nowMs} isFirstStop={index === activeIndex} />
						</li>
					);
				})}
			</ul>
		</div>
	);
}

/** To the next button of a row, or the one before. */
function stepAside(from: HTMLElement, by: number): void {
	const stops = [...(from.closest('[data-row]')?.querySelectorAll<HTMLElement>('button:not([disabled])') ?? [])];
	const at = stops.findIndex((stop) => stop.contains(from));
	stops[Math.min(Math.max(at + by, 0), stops.length - 1)]?.focus();
}

interface UnitCellsProps {
	readonly listed: ListedUnit;
	readonly incident: Incident | null;
	readonly nowMs: number;
	/** Tab comes to this row. */
	readonly isFirstStop: boolean;
}

function UnitCells({ listed: { unit, awayM }, incident, nowMs, isFirstStop }: UnitCellsProps) {
	const { t } = useTranslation();
	const language = useLanguage();
	const show = useShowUnit();
	const light = useLightUnit();
	const { plate, type, model, state, stateSinceMs, station, stationId, note, dispatchId } = unit;
	const name = (station && pickName(station.name, station.nameEn, language)) ?? stationId;
	return (
		<>
			<button
				type="button"
				className="text-btn unit-row__who"
				tabIndex={isFirstStop ? 0 : -1}
				title={t('forceBoard.toMap')}
				onFocus={() => light(unit)}
				onBlur={() => light(null)}
				onClick={() => show(unit)}
			>
				<VehiclePlate type={type} model={model} />
				<span className="ellipsis">{plate}</span>
			</button>
			<DutyChip
				state={state}
				isOrdered={dispatchId !== null}
				title={
					stateSinceMs === null
						? t('forceBoard.never')
						: [formatAge(stateSinceMs, nowMs, language), note].filter(Boolean).join(' · ')
				}
			/>
			<span className="ellipsis soft" title={name}>
				{awayM !== null && <b>{joinQuantity(formatDistance(awayM))} </b>}
				{name}
			</span>
			<span className="unit-row__acts">
				<NextStates unit={unit} />
				<ToIncident unit={unit} incident={incident} />
			</span>
		</>
	);
}
