import { useTranslation } from 'react-i18next';
import type { AerialSpot } from '../../../domain/alert/aerial.ts';
import type { Post, Zone } from '../../../domain/alert/zones.ts';
import { sayReason } from '../../i18n/say-code.ts';
import { useWhatIf } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { formatGap, joinQuantity, pickName } from '../../ui/format.ts';
import { useLanguage } from '../../ui/use-language.ts';

/** What the shown assessment says of a spot, a zone or a post that was picked on the map. */
export function TacticFacts({ kind, id }: { readonly kind: 'spot' | 'zone' | 'post'; readonly id: string }) {
	const { t } = useTranslation();
	const incident = useCurrentIncident();
	const supposed = useWhatIf((state) => (state.incidentId === incident?.id ? state.assessment : null));
	const assessment = supposed ?? incident?.assessment;
	const byId = (thing: { readonly id: string }) => thing.id === id;
	const spot = kind === 'spot' && assessment?.aerial?.spots.find(byId);
	const zone = kind === 'zone' && assessment?.zones?.zones.find(byId);
	const post = kind === 'post' && assessment?.zones?.posts.find(byId);
	if (spot) return <SpotFacts spot={spot} />;
	if (zone) return <ZoneFacts zone={zone} />;
	if (post) return <PostFacts post={post} />;
	return <p className="soft">{t('pick.tacticGone', { id })}</p>;
}

function SpotFacts({ spot }: { readonly spot: AerialSpot }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const road = pickName(spot.roadName ?? null, spot.roadNameEn ?? null, language);
	return (
		<>
			<p>
				<b>
					{spot.id} {t(`pick.spotVerdict.${spot.verdict}`)}
				</b>
				{road !== null && <span className="soft"> {road}</span>}
			</p>
			<p>
				{t('pick.spotWall')} {joinQuantity(formatGap(spot.wallM))} · {t('pick.spotSize')}{' '}
				{joinQuantity(formatGap(spot.lengthM))} × {joinQuantity(formatGap(spot.widthM))}
			</p>
			{spot.failing.map((reason) => (
				<p key={reason.code} className="soft">
					{sayReason(i18n, reason)}
				</p>
			))}
		</>
	);
}

function ZoneFacts({ zone }: { readonly zone: Zone }) {
	const { t, i18n } = useTranslation();
	return (
		<>
			<p>
				<b>{t(`tactics.zone.${zone.kind}`)}</b>
				<span className="soft">{t(`tactics.${zone.state}`)}</span>
			</p>
			{zone.reasons.map((reason) => (
				<p key={reason.code} className="soft">
					{sayReason(i18n, reason)}
				</p>
			))}
		</>
	);
}

function PostFacts({ post }: { readonly post: Post }) {
	const { t, i18n } = useTranslation();
	return (
		<>
			<p>
				<b>{t(`tactics.post.${post.kind}`)}</b>
			</p>
			{post.reasons.map((reason) => (
				<p key={reason.code} className={reason.good ? undefined : 'soft'}>
					{reason.good ? '+ ' : '− '}
					{sayReason(i18n, reason)}
				</p>
			))}
		</>
	);
}
