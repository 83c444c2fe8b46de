import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DueVehicle, Force } from '../../../domain/alert/force.ts';
import type { Incident } from '../../../domain/incident.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatAge, formatArrival, formatDistance, joinQuantity, pickName } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { useCompact } from '../../ui/use-compact.ts';
import { useLanguage } from '../../ui/use-language.ts';
import type { Fleet } from '../force/list-fleet.ts';
import type { SentUnit } from '../force/list-sent.ts';
import { type Assignment, isFree, type PlannedUnit } from '../force/read-assignment.ts';
import { SendOneButton } from '../force/send-one-button.tsx';
import { useSending } from '../force/use-sending.ts';
import { groupByType, sayReasons, sayVehicles } from './say-force.ts';
import { VehiclePlate } from './vehicle-plate.tsx';
import './force-tiles.css';

/** How many vehicles of a tile are shown one by one, each to be left out by a press. */
const MOST_SINGLE = 4;

/** What of a station's vehicles is sent, or would be: plates by kind; which, and when each comes, in the tooltip. */
export function SentVehicles({ vehicles }: { readonly vehicles: readonly DueVehicle[] }) {
	const { t, i18n } = useTranslation();
	if (vehicles.length === 0) return <span className="dim">{t('force.notSent')}</span>;
	return (
		<span className="force-plates">
			{groupByType(vehicles).map(({ type, vehicles: same }) => (
				<VehiclePlate key={type} type={type} count={same.length} title={sayVehicles(i18n, same)} />
			))}
		</span>
	);
}

interface TileVehiclesProps {
	readonly incident: Incident;
	/** Out already. */
	readonly sent: readonly SentUnit[];
	readonly planned: readonly PlannedUnit[];
	readonly removed: Assignment['removed'];
}

/** The vehicles of a tile: those out, those that the next order sends (a press leaves one out), and those left out (a press takes one in). */
export function TileVehicles({ incident, sent, planned, removed }: TileVehiclesProps) {
	const { t } = useTranslation();
	const isCompact = useCompact();
	const { add, remove } = useSending(incident);
	if (sent.length + planned.length + removed.length === 0) return <span className="dim">{t('force.notSent')}</span>;
	const isSingle = !isCompact && planned.length + removed.length <= MOST_SINGLE;
	const out = sent.map(({ dispatch: { plate, type }, unit }) => ({ plate, type, model: unit?.model ?? type }));
	const next = planned.map(({ unit: { plate, type, model } }) => ({ plate, type, model }));
	return (
		<span className="force-plates">
			<PlateGroups vehicles={out} />
			{!isSingle && <PlateGroups vehicles={next} isPlanned={out.length > 0} />}
			{isSingle &&
				planned.map(({ unit, arrivalS }) => (
					<button
						key={unit.id}
						type="button"
						className="plate-press"
						aria-pressed
						title={`${unit.model} ${unit.plate} ${arrivalS === null ? t('forceBoard.noEta') : formatArrival(arrivalS)} · ${t('forceBoard.removeOne', { plate: unit.plate })}`}
						onClick={() => remove(unit.id)}
					>
						<VehiclePlate type={unit.type} />
					</button>
				))}
			{isSingle &&
				removed.map((unit) => (
					<button
						key={unit.id}
						type="button"
						className="plate-press"
						aria-pressed={false}
						title={t('forceBoard.putBackOne', { plate: unit.plate })}
						onClick={() => add(unit)}
					>
						<VehiclePlate type={unit.type} />
					</button>
				))}
		</span>
	);
}

interface PlatedVehicle {
	readonly plate: string;
	readonly type: string;
	readonly model: string;
}

function PlateGroups({ vehicles, isPlanned }: { vehicles: readonly PlatedVehicle[]; isPlanned?: boolean }) {
	const groups = new Map<string, PlatedVehicle[]>();
	for (const vehicle of vehicles) groups.set(vehicle.type, [...(groups.get(vehicle.type) ?? []), vehicle]);
	return [...groups].map(([type, same]) => (
		<span key={type} data-planned={isPlanned || undefined}>
			<VehiclePlate
				type={type}
				count={same.length}
				title={same.map(({ model, plate }) => `${model} ${plate}`).join('\n')}
			/>
		</span>
	));
}

/** That a unit's position is old, or is not heard of any more; nothing while it is fresh or there is none. */
export function PositionAge({ position }: { readonly position: SentUnit['position'] }) {
	const { t } = useTranslation();
	const language = useLanguage();
	if (!position || position.freshness === 'fresh') return null;
	const age = formatAge(position.observedAtMs, position.observedAtMs + position.ageS * 1000, language);
	const isLost = position.freshness === 'lost';
	return (
		<span className="position-age" data-lost={isLost || undefined}>
			<Clock size={16} strokeWidth={1.75} strokeDasharray="3 2" aria-hidden />
			{t(isLost ? 'forceBoard.lostSince' : 'forceBoard.positionAge', { age })}
		</span>
	);
}

interface SuggestedTileProps {
	readonly force: Force;
	readonly incident: Incident;
	readonly fleet: Fleet;
}

/** A vehicle beyond the card that the place asks for: a dashed tile with its reason and the one button that sends it. */
export function SuggestedTile({ force, incident, fleet }: SuggestedTileProps) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const open = force.suggested.filter(({ vehicleId }) => {
		const unit = fleet.byId.get(vehicleId);
		// One that the page's stations do not list is shown as suggested; the server says whether it can go.
		return !unit || (isFree(unit) && unit.incidentId !== incident.id);
	});
	const [first, ...rest] = open;
	const basis = force.sources.arrival;
	if (!first || !basis) return null;
	const reason = sayReasons(i18n, first.reasons);
	const arrival = `${t('force.about')} ${formatArrival(first.arrivalS)}`;
	const inputs = { ...basis.inputs, model: first.model, plate: first.plate, distanceM: first.distanceM };
	const others = rest.map((one) => `${one.model} ${formatArrival(one.arrivalS)} ${sayReasons(i18n, one.reasons)}`);
	return (
		<article className="card route route--suggested" data-suggested={first.model}>
			<header className="route__head">
				<VehiclePlate type={first.type} model={first.model} />
				<span className="route__kind ellipsis">
					{pickName(first.stationName, first.stationNameEn, language) ?? first.stationId}
				</span>
				{others.length > 0 && (
					<span className="dim" title={others.join('\n')}>
						{`+${others.length}`}
					</span>
				)}
			</header>
			<p className="route__arrival">
				<BasisButton
					className="text-btn route__figure"
					label={t('force.suggested')}
					value={`${first.model} ${arrival}`}
					sourced={{ ...basis, inputs }}
				>
					<span className="route__label">{t('force.suggested')}</span> <b>{arrival}</b> <BasisTag basis="computed" />
				</BasisButton>
				<span className="route__distance soft">{joinQuantity(formatDistance(first.distanceM))}</span>
			</p>
			<footer className="route__foot">
				<span className="soft ellipsis" title={reason}>
					{reason}
				</span>
				<SendOneButton incident={incident} unit={{ id: first.vehicleId, plate: first.plate }} />
			</footer>
		</article>
	);
}
