import { LocateFixed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { UNIT_STATES, UNIT_TRANSITIONS } from '../../../domain/records/unit-state.ts';
import { findWord } from '../../i18n/say-code.ts';
import { tellUnitState } from '../../state/send-units.ts';
import { useForce, useServices } from '../../state/services.ts';
import { useBlock } from '../../state/use-block.ts';
import { DutyShape } from '../../ui/duty-chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { FleetUnit } from './list-fleet.ts';
import { isFree } from './read-assignment.ts';
import { useSending } from './use-sending.ts';

const SHOW_RANGE_M = 900;

/** The states that may follow a unit's own, one press each: shape and code, the word in the name. */
export function NextStates({ unit }: { readonly unit: FleetUnit }) {
	const { t, i18n } = useTranslation();
	const services = useServices();
	const block = useBlock('unit.set-state');
	const sending = useForce((state) => state.sending);
	const next = UNIT_STATES.filter((state) => UNIT_TRANSITIONS[unit.state][state] !== undefined);
	return (
		<span className="next-states">
			{next.map((code) => {
				const words = t('forceBoard.now', { code, word: findWord(i18n, 'duty', code) ?? code });
				return (
					<button
						key={code}
						type="button"
						className="btn btn--row next-state"
						aria-label={`${unit.plate} ${words}`}
						title={block ?? words}
						disabled={block !== null || sending}
						onClick={() => void tellUnitState(services, unit, code)}
					>
						<DutyShape state={code} />
						{code}
					</button>
				);
			})}
		</span>
	);
}

/** Sends a unit to the shown incident, or says what it is out for. */
export function ToIncident({ unit, incident }: { readonly unit: FleetUnit; readonly incident: Incident | null }) {
	const { t } = useTranslation();
	if (unit.incidentId !== null && unit.state !== '25') {
		return (
			<span className="soft ellipsis" title={unit.incidentId}>
				{unit.incidentId === incident?.id
					? t('forceBoard.isHere')
					: t('forceBoard.isElsewhere', { id: unit.incidentId })}
			</span>
		);
	}
	return incident && incident.closedAtMs === null && isFree(unit) ? <SendButton {...{ unit, incident }} /> : null;
}

function SendButton({ unit, incident }: { readonly unit: FleetUnit; readonly incident: Incident }) {
	const { t } = useTranslation();
	const { send } = useSending(incident);
	const sending = useForce((state) => state.sending);
	const block = useBlock('dispatch.order');
	return (
		<button
			type="button"
			className="btn btn--row"
			aria-label={`${unit.plate} ${t('forceBoard.toIncident')}`}
			title={block ?? `${t('forceBoard.toIncident')} · ${t('forceBoard.orderHint')}`}
			disabled={block !== null || sending}
			onClick={() => send([unit])}
		>
			{t('forceBoard.orderOne')}
		</button>
	);
}

/** Shows a unit on the map: where it was last, or its station where that is not known. */
export function ShowOnMap({ unit }: { readonly unit: FleetUnit }) {
	const { t } = useTranslation();
	const show = useShowUnit();
	return (
		<IconButton icon={LocateFixed} label={`${unit.plate} ${t('forceBoard.toMap')}`} small onClick={() => show(unit)} />
	);
}

/** Flies to a unit and picks it; to its station where its position is not known. */
export function useShowUnit(): (unit: FleetUnit) => void {
	const { feed, selection, ui } = useServices();
	return (unit) => {
		const position = feed?.vehicles.get().find(({ id }) => id === unit.id);
		const at = position ?? unit.station;
		if (!at) return;
		const { lon, lat } = at;
		ui.setState({ request: { kind: 'fly', lon, lat, rangeM: SHOW_RANGE_M } });
		const kind = position ? 'vehicle' : 'station';
		selection.setState({ selected: { kind, id: position ? unit.id : unit.stationId, lon, lat } });
	};
}

/** Lights where a unit was last, or its station where that is not known; null puts it out. */
export function useLightUnit(): (unit: FleetUnit | null) => void {
	const { feed, ui } = useServices();
	return (unit) => {
		const at = unit && (feed?.vehicles.get().find(({ id }) => id === unit.id) ?? unit.station);
		ui.setState({ lit: at ? { points: [[at.lon, at.lat]], lines: [], polygons: [] } : null });
	};
}
