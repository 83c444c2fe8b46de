import { useTranslation } from 'react-i18next';
import type { WallHour } from './read-hours.ts';

const HEIGHT = 36;
const STEP = 8;
const BAR = 6;
/** Hours that have a number under them. */
const NAMED = [0, 6, 12, 18];

/** Alarms of each hour of today as bars, and as a table for who does not see them. `since`: since when they are held. */
export function WallHours({ hours, since }: { readonly hours: readonly WallHour[]; readonly since: string }) {
	const { t } = useTranslation();
	const most = Math.max(1, ...hours.map(({ count }) => count ?? 0));
	return (
		<>
			<svg className="wall__hours" viewBox={`0 0 ${hours.length * STEP} ${HEIGHT + 20}`} aria-hidden>
				{hours.map(({ hour, count, isNow }) => {
					const height = count === null ? 0 : Math.max(2, (count / most) * HEIGHT);
					return (
						<rect
							key={hour}
							data-kind={count === null ? 'none' : count === 0 ? 'zero' : isNow ? 'now' : 'past'}
							x={hour * STEP + (STEP - BAR) / 2}
							y={count === null ? HEIGHT - 1 : HEIGHT - height}
							width={BAR}
							height={count === null ? 1 : height}
						/>
					);
				})}
				{NAMED.map((hour) => (
					<text key={hour} x={hour * STEP} y={HEIGHT + 18}>
						{hour}
					</text>
				))}
			</svg>
			<table className="visually-hidden">
				<caption>{t('wall.byHour', { since })}</caption>
				<tbody>
					{hours
						.filter(({ count }) => count !== null)
						.map(({ hour, count, isPart }) => (
							<tr key={hour}>
								<th scope="row">{t(isPart ? 'wall.hourPart' : 'wall.hour', { hour, next: hour + 1, since })}</th>
								<td>{count}</td>
							</tr>
						))}
				</tbody>
			</table>
		</>
	);
}
