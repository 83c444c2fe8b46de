import { Binoculars, Flag, type LucideIcon, SquareParking } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Post, Zones } from '../../../domain/alert/zones.ts';
import { sayReason } from '../../i18n/say-code.ts';
import { useServices } from '../../state/services.ts';
import { BasisTag } from '../../ui/basis-tag.tsx';
import { formatDistance, formatHeight, joinQuantity, pickName } from '../../ui/format.ts';
import { BasisButton } from '../../ui/reasoning.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { useLightOn } from '../use-light-on.ts';
import { walkRows } from '../walk-rows.ts';

const KINDS = ['command', 'staging', 'uav'] as const;
const ICONS: Readonly<Record<Post['kind'], LucideIcon>> = { command: Flag, staging: SquareParking, uav: Binoculars };
const FLY_RANGE_M = 260;

/** The best post of each kind, the others on demand; a press shows it on the map with what speaks for and against it. */
export function PostRows({ zones }: { readonly zones: Zones }) {
	const { t } = useTranslation();
	const [all, setAll] = useState(false);
	const { posts } = zones;
	const best = KINDS.flatMap((kind) => posts.find((post) => post.kind === kind) ?? []);
	const rest = posts.length - best.length;
	const missing = KINDS.filter((kind) => !best.some((post) => post.kind === kind));
	return (
		<>
			<ul className="rows card__extra" aria-label={t('zones.posts')} onKeyDown={walkRows}>
				{(all ? posts : best).map((post) => (
					<li key={post.id}>
						<PostRow post={post} withReasons={all} />
					</li>
				))}
				{missing.map((kind) => (
					<li key={kind} className="row soft" title={t(`zones.noPostWhy.${kind}`)}>
						{t(`zones.noPost.${kind}`)}
					</li>
				))}
			</ul>
			{posts.length > 0 && (
				<div className="card__more card__extra">
					<button type="button" className="btn btn--link" aria-expanded={all} onClick={() => setAll(!all)}>
						{all ? t('zones.fewerPosts') : t('zones.morePosts', { count: rest })}
					</button>
				</div>
			)}
		</>
	);
}

function PostRow({ post, withReasons }: { readonly post: Post; readonly withReasons: boolean }) {
	const { t, i18n } = useTranslation();
	const language = useLanguage();
	const { ui, selection } = useServices();
	const { id, kind, lon, lat, heightM, distanceM, sees, roadName, roadNameEn, reasons, sourced } = post;
	const light = useLightOn({ points: [[lon, lat]], lines: [], polygons: [] });
	const Icon = ICONS[kind];
	const name = `${t(`zones.post.${kind}`)} ${id}`;
	const where = heightM === null ? pickName(roadName, roadNameEn, language) : sayHigh(heightM);
	const said = reasons.map((reason) => `${reason.good ? '+' : '−'} ${sayReason(i18n, reason)}`);
	const distance = joinQuantity(formatDistance(distanceM));

	function sayHigh(metres: number): string {
		return t('zones.high', { height: joinQuantity(formatHeight(metres)) });
	}

	function show(): void {
		const { tactics } = ui.getState();
		ui.setState({
			tactics: { ...tactics, ...(kind === 'uav' ? { uav: true } : { posts: true }) },
			request: { kind: 'fly', lon, lat, rangeM: FLY_RANGE_M },
		});
		selection.setState({ selected: { kind: 'post', id, lon, lat } });
	}

	return (
		<>
			<div className="row post" data-post={id}>
				<button
					type="button"
					data-stop
					{...light}
					className="text-btn post__show"
					title={[t('zones.flyTo', { name }), ...said].join('\n')}
					onClick={show}
				>
					<Icon size={16} strokeWidth={1.75} aria-hidden />
					<span className="post__name">{name}</span>
					<span className="soft ellipsis">{where}</span>
				</button>
				{sees.length > 0 && <span className="soft">{t('zones.sees', { count: sees.length })}</span>}
				<BasisButton className="row-value" label={name} value={distance} sourced={sourced}>
					<b>{distance}</b>
					<BasisTag basis={sourced.basis} />
				</BasisButton>
			</div>
			{withReasons && <p className="post__reasons">{said.join(' ')}</p>}
		</>
	);
}
