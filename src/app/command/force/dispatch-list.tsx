import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { Dispatch } from '../../../domain/records/dispatch.ts';
import { useLive } from '../../state/services.ts';
import { DutyChip } from '../../ui/duty-chip.tsx';
import { formatTime, pickName } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { PositionAge } from '../cards/force-tiles.tsx';
import { VehiclePlate } from '../cards/vehicle-plate.tsx';
import { ArrivalFigure } from './arrival-figure.tsx';
import { DispatchTimeline } from './dispatch-timeline.tsx';
import type { SentUnit } from './list-sent.ts';
import { NextStates, ShowOnMap } from './unit-actions.tsx';
import { useSent } from './use-sent.ts';

/** The units out for an incident, who is there first: state, arrival, what may follow, and the eleven times of the one that is open. */
export function DispatchList({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { sent } = useSent(incident);
	const all = useLive((state) => state.dispatches);
	const own = all.filter(({ incidentId }) => incidentId === incident.id);
	const ended = own.filter(({ endedAtMs }) => endedAtMs !== null);
	const [openId, setOpenId] = useState<string | null>(null);
	const shownId = openId ?? sent[0]?.dispatch.id ?? null;
	return (
		<section className="force-part" aria-label={t('forceBoard.outside')}>
			<h3>{t('forceBoard.outside')}</h3>
			{own.length === 0 && <p className="dim">{t('forceBoard.dispatchNone')}</p>}
			<ul className="rows">
				{sent.map((one) => (
					<li key={one.dispatch.id}>
						<SentRow
							sent={one}
							isOpen={shownId === one.dispatch.id}
							onToggle={() => setOpenId(shownId === one.dispatch.id ? '' : one.dispatch.id)}
						/>
						{shownId === one.dispatch.id && (
							<DispatchTimeline {...{ incident, dispatches: own }} dispatch={one.dispatch} />
						)}
					</li>
				))}
			</ul>
			{ended.length > 0 && (
				<details>
					<summary>{t('forceBoard.dispatchEnded', { count: ended.length })}</summary>
					<ul className="rows">
						{ended.map((dispatch) => (
							<li key={dispatch.id}>
								<EndedRow dispatch={dispatch} />
								<DispatchTimeline {...{ incident, dispatch, dispatches: own }} />
							</li>
						))}
					</ul>
				</details>
			)}
		</section>
	);
}

interface SentRowProps {
	readonly sent: SentUnit;
	readonly isOpen: boolean;
	readonly onToggle: () => void;
}

function SentRow({ sent, isOpen, onToggle }: SentRowProps) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { dispatch, unit, state, isOrdered, position } = sent;
	const { plate, type, stationId } = dispatch;
	const station = (unit?.station && pickName(unit.station.name, unit.station.nameEn, language)) ?? stationId;
	const Icon = isOpen ? ChevronDown : ChevronRight;
	return (
		<div className="row force-row" data-unit={dispatch.unitId}>
			<button
				type="button"
				className="text-btn"
				aria-expanded={isOpen}
				title={t('forceBoard.times', { plate })}
				onClick={onToggle}
			>
				<Icon size={16} strokeWidth={1.75} aria-hidden />
				<VehiclePlate type={type} model={unit?.model ?? type} />
				<span className="force-row__plate">{plate}</span>
			</button>
			<DutyChip state={state} isOrdered={isOrdered} />
			<ArrivalFigure sent={sent} />
			<PositionAge position={position} />
			<span className="grow ellipsis soft" title={station}>
				{station}
			</span>
			{unit && <NextStates unit={unit} />}
			{unit && <ShowOnMap unit={unit} />}
		</div>
	);
}

function EndedRow({ dispatch: { plate, type, turnedBackAtMs } }: { readonly dispatch: Dispatch }) {
	const { t } = useTranslation();
	return (
		<div className="row force-row">
			<VehiclePlate type={type} />
			<span className="grow">{plate}</span>
			{turnedBackAtMs !== null && (
				<span className="soft">
					{t('forceBoard.turnedBack')} {formatTime(turnedBackAtMs)}
				</span>
			)}
		</div>
	);
}
