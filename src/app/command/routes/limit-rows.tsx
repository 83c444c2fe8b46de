import { useTranslation } from 'react-i18next';
import { useServices, useUi } from '../../state/services.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { type Sign, toRoadSign } from './list-signs.ts';
import { RoadSignIcon } from './road-sign-icon.tsx';
import { sayLimitLine, sayRoad } from './say-way.ts';

/** How near the map comes to a limit that is pressed, metres. */
const SIGN_RANGE_M = 350;

/** Limits with their signs; pressing one shows its place, and a tight turn's shape. */
export function LimitRows({ signs, label }: { readonly signs: readonly Sign[]; readonly label: string }) {
	const { i18n } = useTranslation();
	const language = useLanguage();
	const { ui } = useServices();
	const signId = useUi((state) => state.signId);
	return (
		<ul className="rows" aria-label={label}>
			{signs.map((sign) => {
				const { lon, lat } = sign.limit;
				return (
					<li key={sign.id}>
						<button
							type="button"
							className="row"
							aria-current={signId === sign.id}
							onClick={() => ui.setState({ request: { kind: 'fly', lon, lat, rangeM: SIGN_RANGE_M }, signId: sign.id })}
						>
							<RoadSignIcon sign={toRoadSign(sign)} />
							<span className="grow">
								{sayLimitLine(i18n, sign.limit)} <span className="soft">{sayRoad(i18n, language, sign.limit)}</span>
							</span>
						</button>
					</li>
				);
			})}
		</ul>
	);
}
