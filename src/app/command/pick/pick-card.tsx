import {
	Building2,
	CircleAlert,
	Droplet,
	Flag,
	Layers2,
	type LucideIcon,
	MapPin,
	RectangleHorizontal,
	Route,
	Signpost,
	TrafficCone,
	Truck,
	Warehouse,
	X,
} from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../../client/state/selection-store.ts';
import { useSelection, useServices } from '../../state/services.ts';
import { useRefusal } from '../../state/use-may.ts';
import { formatNumber, formatPosition } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { ClosureFacts } from '../closures/closure-facts.tsx';
import { Guarded } from '../guarded.tsx';
import { SignFacts } from '../routes/sign-facts.tsx';
import { WayFacts } from '../routes/way-facts.tsx';
import { BuildingFacts } from './building-facts.tsx';
import { StationFacts } from './station-facts.tsx';
import { TacticFacts } from './tactic-facts.tsx';
import { VehicleFacts } from './vehicle-facts.tsx';
import { WaterFacts } from './water-facts.tsx';
import './pick-card.css';

const ICONS: Record<Selection['kind'], LucideIcon> = {
	building: Building2,
	merged: Layers2,
	station: Warehouse,
	water: Droplet,
	vehicle: Truck,
	place: MapPin,
	way: Route,
	sign: Signpost,
	closure: TrafficCone,
	spot: RectangleHorizontal,
	zone: CircleAlert,
	post: Flag,
};

/** What is picked on the map or in a list, with every property on file; nothing when nothing is picked. */
export function PickCard() {
	const selected = useSelection((state) => state.selected);
	if (!selected) return null;
	return (
		<PickFrame selected={selected}>
			<PickBody selected={selected} />
		</PickFrame>
	);
}

function PickBody({ selected }: { selected: Selection }) {
	switch (selected.kind) {
		case 'building':
			return <BuildingFacts fid={selected.fid} />;
		case 'station':
			return <StationFacts id={selected.id} />;
		case 'water':
			return <WaterFacts id={selected.id} lon={selected.lon} lat={selected.lat} />;
		case 'vehicle':
			return <VehicleFacts id={selected.id} />;
		case 'merged':
			return <MergedFacts count={selected.count} lon={selected.lon} lat={selected.lat} />;
		case 'way':
			return <WayFacts id={selected.id} />;
		case 'sign':
			return <SignFacts id={selected.id} />;
		case 'closure':
			return <ClosureFacts id={selected.id} />;
		case 'spot':
		case 'zone':
		case 'post':
			return <TacticFacts kind={selected.kind} id={selected.id} />;
		case 'place':
			return null;
	}
}

function PickFrame({ selected, children }: { selected: Selection; children: ReactNode }) {
	const { t } = useTranslation();
	const { selection, ui } = useServices();
	const { kind, lon, lat } = selected;
	const Icon = ICONS[kind];
	const panel = useRef<HTMLElement>(null);
	// A way is opened to be read and worked with; other things are walked through in their lists.
	const refusal = useRefusal('incident.raise');
	useFocusReturn(panel, kind === 'way', keyOf(selected));
	const title = t(kind === 'place' ? 'pick.ground' : `pick.${kind}`);
	return (
		<aside className="pick float" aria-label={title} ref={panel} tabIndex={-1}>
			<div className="card__head">
				<Icon size={18} strokeWidth={1.75} aria-hidden />
				<h2 className="grow">{title}</h2>
				<IconButton
					icon={X}
					label={t('pick.close')}
					shortcut="Escape"
					small
					onClick={() => selection.setState({ selected: null })}
				/>
			</div>
			<div className="pick__body">
				<Guarded key={keyOf(selected)} name={title}>
					{children}
				</Guarded>
			</div>
			{kind !== 'way' && <p className="dim">{formatPosition(lon, lat)}</p>}
			{RAISABLE.has(kind) && (
				<button
					type="button"
					className="btn"
					disabled={refusal !== null}
					title={refusal ?? undefined}
					onClick={() => ui.setState({ draft: { lon, lat, datum: 'wgs84', address: '', origin: 'map' } })}
				>
					{kind === 'building' ? t('alarm.forBuilding') : t('alarm.forStation')}
				</button>
			)}
		</aside>
	);
}

/** Another thing picked is another chance. */
function keyOf(selected: Selection): string {
	if (selected.kind === 'building') return `building ${selected.fid}`;
	return 'id' in selected ? `${selected.kind} ${selected.id}` : selected.kind;
}

/** Things that an alarm can be raised for. */
const RAISABLE: ReadonlySet<Selection['kind']> = new Set(['building', 'station', 'water', 'place']);

const SINGLE_BUILDINGS_RANGE_M = 900;

function MergedFacts({ count, lon, lat }: { count: number; lon: number; lat: number }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	return (
		<>
			<p>
				<b>{t('pick.mergedCount', { buildings: formatNumber(count) })}</b>
			</p>
			<p className="soft">{t('pick.mergedHint')}</p>
			<button
				type="button"
				className="btn"
				onClick={() => ui.setState({ request: { kind: 'fly', lon, lat, rangeM: SINGLE_BUILDINGS_RANGE_M } })}
			>
				{t('pick.zoomIn')}
			</button>
		</>
	);
}
