import { ArrowLeftRight, Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { NO_EDITS } from '../../state/force-store.ts';
import { useForce } from '../../state/services.ts';
import { formatArrival, formatDistance, joinQuantity, pickName } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { VehiclePlate } from '../cards/vehicle-plate.tsx';
import type { FleetUnit } from './list-fleet.ts';
import { OrderButton } from './order-button.tsx';
import { findOther } from './read-assignment.ts';
import { useAssignment } from './use-assignment.ts';
import { useSending } from './use-sending.ts';

/** The assignment that the next order sends: each vehicle left out, put back or changed for another of its kind by one press. */
export function AssignmentList({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const language = useLanguage();
	const { assignment, fleet } = useAssignment(incident);
	const edits = useForce((state) => state.edits[incident.id] ?? NO_EDITS);
	const { add, remove, swap } = useSending(incident);
	if (incident.closedAtMs !== null) return null;
	const { planned, removed, blocked, sent } = assignment;
	const stationOf = (unit: FleetUnit) =>
		(unit.station && pickName(unit.station.name, unit.station.nameEn, language)) ?? unit.stationId;
	const isEmpty = planned.length + removed.length + blocked.length === 0;
	return (
		<section className="force-part" aria-label={t('forceBoard.plan')}>
			<div className="force-part__head">
				<h3 className="grow">{t('forceBoard.plan')}</h3>
				<OrderButton incident={incident} assignment={assignment} />
			</div>
			{isEmpty && <p className="dim">{t(sent.length > 0 ? 'forceBoard.planNone' : 'forceBoard.planEmpty')}</p>}
			<ul className="rows">
				{planned.map(({ unit, arrivalS, distanceM, isAdded }) => {
					const other = findOther(fleet, unit, incident, assignment, edits.removed);
					return (
						<li key={unit.id} className="row force-row" data-unit={unit.id}>
							<VehiclePlate type={unit.type} model={unit.model} />
							<span className="force-row__plate">{unit.plate}</span>
							<span className="grow ellipsis soft">
								{stationOf(unit)}
								{isAdded && ` · ${t('forceBoard.addedTag')}`}
							</span>
							<span className="force-row__figure">
								{arrivalS === null ? (
									<span className="dim">{t('forceBoard.noEta')}</span>
								) : (
									<>
										<b>{formatArrival(arrivalS)}</b>
										{distanceM !== null && <span className="dim"> {joinQuantity(formatDistance(distanceM))}</span>}
									</>
								)}
							</span>
							<IconButton
								icon={ArrowLeftRight}
								label={
									other
										? `${t('forceBoard.swapOne')} · ${t('forceBoard.swapTo', { plate: other.plate, station: stationOf(other) })}`
										: t('forceBoard.swapOne')
								}
								small
								refusal={other ? null : t('forceBoard.swapNone')}
								onClick={() => other && swap(unit.id, other)}
							/>
							<IconButton
								icon={X}
								label={t('forceBoard.removeOne', { plate: unit.plate })}
								small
								onClick={() => remove(unit.id)}
							/>
						</li>
					);
				})}
				{removed.map((unit) => (
					<li key={unit.id} className="row force-row" data-unit={unit.id} data-removed>
						<VehiclePlate type={unit.type} model={unit.model} />
						<span className="force-row__plate">{unit.plate}</span>
						<span className="grow ellipsis dim">
							{stationOf(unit)} · {t('forceBoard.removedTag')}
						</span>
						<IconButton
							icon={Plus}
							label={t('forceBoard.putBackOne', { plate: unit.plate })}
							small
							onClick={() => add(unit)}
						/>
					</li>
				))}
				{blocked.map((unit) => (
					<li key={unit.id} className="row force-row warn">
						{t('forceBoard.blocked', { plate: unit.plate })}
					</li>
				))}
			</ul>
		</section>
	);
}
