import { Flag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Force } from '../../../domain/alert/force.ts';
import { tellUnitState } from '../../state/send-units.ts';
import { useForce, usePack, useServices } from '../../state/services.ts';
import { useBlock } from '../../state/use-block.ts';
import { pickName } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';
import type { Fleet } from './list-fleet.ts';

/**
 * Sends the vehicle of the first move-up that was not taken yet to stand by at the emptied station: state 26, with where in its note. Nothing
 * where none is advised.
 */
export function MoveUpButton({ force, fleet }: { readonly force: Force; readonly fleet: Fleet }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const services = useServices();
	const pack = usePack();
	const block = useBlock('unit.set-state');
	const sending = useForce((state) => state.sending);
	const moveUps = (force.coverage?.moveUps ?? []).flatMap((moveUp) => {
		const unit = fleet.byId.get(moveUp.vehicleId);
		return unit ? [{ ...moveUp, unit }] : [];
	});
	const next = moveUps.find(({ unit }) => unit.state === '10' && unit.dispatchId === null);
	const done = moveUps.filter(({ unit }) => unit.state === '26');
	const nameOf = (stationId: string) => {
		const station = pack.status === 'ready' ? pack.stations.find(({ id }) => id === stationId) : undefined;
		return (station && pickName(station.name, station.nameEn, language)) ?? stationId;
	};
	const told = done.map(({ plate, toStationId }) =>
		t('forceBoard.moveUpDone', { plate, station: nameOf(toStationId) }),
	);
	if (!next) {
		return done.length > 0 ? (
			<span className="move-up-done" title={told.join('\n')}>
				<Flag size={14} strokeWidth={1.75} aria-hidden /> 26
				<span className="visually-hidden">{told.join(' ')}</span>
			</span>
		) : null;
	}
	const station = nameOf(next.toStationId);
	return (
		<button
			type="button"
			className="btn btn--row"
			disabled={block !== null || sending}
			title={block ?? [t('forceBoard.moveUpHint', { plate: next.plate, station }), ...told].join('\n')}
			onClick={() => void tellUnitState(services, next.unit, '26', t('forceBoard.moveUpNote', { station }))}
		>
			<Flag size={14} strokeWidth={1.75} aria-hidden />
			{t('forceBoard.moveUp')}
		</button>
	);
}
