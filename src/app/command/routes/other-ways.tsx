import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FIRE_ENGINE_EXEMPTIONS, type RouteAnswer } from '../../../domain/route.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../domain/vehicle.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useServices, useUi, useWaysState } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import type { Way } from '../../state/way.ts';
import { formatArrival, formatDistance, formatNumber, joinQuantity } from '../../ui/format.ts';
import { Notice } from '../../ui/states.tsx';

const MOST_WAYS = 3;

/** Second and third ways of a station's vehicle, asked for when they are wanted; choosing one draws it in this page. */
export function OtherWays({ way }: { readonly way: Way }) {
	const { t, i18n } = useTranslation();
	const { ways, live } = useServices();
	const isAsking = useUi((state) => state.tool === 'route');
	const routing = useWaysState((state) => state.routing);
	const choice = useWaysState((state) => state.choices[way.id]);
	const incident = useCurrentIncident();
	const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
	if (isAsking || !incident || way.geometry === null) return null;

	const ask = async () => {
		if (!routing) return;
		setState({ busy: true, error: null });
		const { closures, serverOffsetMs } = live.getState();
		try {
			const answer = await routing.findRoute(
				{
					vehicle: DEFAULT_VEHICLE_PROFILE,
					exemptions: FIRE_ENGINE_EXEMPTIONS,
					departAtMs: Date.now() + (serverOffsetMs ?? 0),
					from: way.start,
					to: { lon: incident.lon, lat: incident.lat },
					metric: 'time',
					count: MOST_WAYS,
					building: null,
				},
				closures,
			);
			ways.setState(({ choices }) => ({ choices: { ...choices, [way.id]: { answer, index: 0 } } }));
			setState({ busy: false, error: null });
		} catch (error) {
			setState({ busy: false, error });
		}
	};
	const choose = (answer: RouteAnswer, index: number) =>
		ways.setState(({ choices }) => ({ choices: { ...choices, [way.id]: { answer, index } } }));

	if (state.error !== null) {
		const { title, detail, code } = sayError(i18n, state.error);
		return <Notice title={title} detail={detail} code={code} />;
	}
	if (!choice) {
		return (
			<button type="button" className="btn" disabled={state.busy || !routing} onClick={() => void ask()}>
				{t('way.findOthers')}
			</button>
		);
	}
	if (choice.answer.routes.length < 2) return <p className="soft">{t('way.noOthers')}</p>;
	return (
		<div className="way__part" role="radiogroup" aria-label={t('way.others')}>
			<h3>{t('way.others')}</h3>
			{choice.answer.routes.map(({ durationS, distanceM, sharedShare }, index) => (
				<label key={`${durationS} ${distanceM}`} className="check-row">
					<input
						type="radio"
						name={`way-${way.id}`}
						checked={choice.index === index}
						onChange={() => choose(choice.answer, index)}
					/>
					<span className="grow">
						{t('way.nth', { number: index + 1 })}
						{index > 0 && <span className="soft"> {t('way.shared', { share: formatNumber(sharedShare * 100) })}</span>}
					</span>
					<span className="soft">{joinQuantity(formatDistance(distanceM))}</span>
					<b>{formatArrival(durationS)}</b>
				</label>
			))}
		</div>
	);
}
