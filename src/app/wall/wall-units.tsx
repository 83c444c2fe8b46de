import { Truck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Fleet } from '../command/force/list-fleet.ts';
import { DutyShape } from '../ui/duty-chip.tsx';
import { countWallStates, WALL_STATES, type WallState } from './read-wall.ts';

const ORDER = Object.keys(WALL_STATES) as WallState[];

/** How many units do what: a bar of all of them and a number for each. */
export function WallUnits({ fleet }: { readonly fleet: Fleet }) {
	const { t } = useTranslation();
	const counts = countWallStates(fleet.units);
	return (
		<section className="wall__card" aria-label={t('wall.units')}>
			<h2>
				<Truck size={22} strokeWidth={1.75} aria-hidden />
				{t('wall.units')}
				<span className="wall__answer">
					{t('wall.unitsCount', { count: fleet.units.length })}
					{fleet.unknownStations > 0 && ` · ${t('wall.unknownStations', { count: fleet.unknownStations })}`}
				</span>
			</h2>
			<div className="wall__bar" aria-hidden>
				{ORDER.map((state) => (
					<i key={state} data-state={state} style={{ flexGrow: counts[state] }} hidden={counts[state] === 0} />
				))}
			</div>
			<dl className="wall__states">
				{ORDER.map((state) => (
					<div key={state} data-state={state}>
						<dt>
							<DutyShape state={WALL_STATES[state][0]} /> {t(`wall.state.${state}`)}
						</dt>
						<dd>{counts[state]}</dd>
					</div>
				))}
			</dl>
		</section>
	);
}
