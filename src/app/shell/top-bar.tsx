import { Check, CloudOff, Info, LoaderCircle, Siren } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../command/elapsed.tsx';
import { SoundButton } from '../sound/sound-button.tsx';
import { useLive, usePack, useServices } from '../state/services.ts';
import { EMPTY_DRAFT } from '../state/ui-store.ts';
import { useSession } from '../state/use-base.ts';
import { findWaitingIncidents } from '../state/use-incident.ts';
import { useRefusal } from '../state/use-may.ts';
import { formatAge, formatTime } from '../ui/format.ts';
import { useLanguage } from '../ui/use-language.ts';
import { useNow } from '../ui/use-now.ts';
import { LookSwitches } from './look-switches.tsx';
import { ProductMark } from './product-mark.tsx';
import { SearchBox } from './search-box.tsx';
import { UserMenu } from './user-menu/user-menu.tsx';
import './top-bar.css';

/** Product, workspaces, search, what is synthetic, new incident, live state, clock, sound, language, theme, who is signed in. */
export function TopBar() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const refusal = useRefusal('incident.raise');
	return (
		<div className="top-bar">
			<span className="top-bar__product">
				<ProductMark />
				<b>{t('product')}</b>
			</span>
			<nav aria-label={t('workspace.name')}>
				<span className="top-bar__workspace" aria-current="page">
					{t('workspace.command')}
				</span>
			</nav>
			<SearchBox />
			<SyntheticTag />
			<span className="grow" />
			<WaitingChip />
			<button
				type="button"
				className="btn top-bar__new"
				disabled={refusal !== null}
				title={refusal ?? t('alarm.newHint')}
				onClick={() => ui.setState({ draft: EMPTY_DRAFT })}
			>
				<Siren size={18} strokeWidth={1.75} aria-hidden />
				<span>{t('alarm.new')}</span> <span className="kbd">F2</span>
			</button>
			<LiveMark />
			<Clock />
			<SoundButton />
			<LookSwitches />
			<UserMenu />
		</div>
	);
}

function SyntheticTag() {
	const { t } = useTranslation();
	const { feed } = useServices();
	const pack = usePack();
	const loaded = useLive((state) => state.loaded);
	const synthetic = pack.status === 'ready' && pack.manifest.synthetic;
	const demo = loaded && feed.vehicles.get().some((vehicle) => vehicle.demo);
	// The demo banner says it already.
	const isSaid = useSession(({ session }) => session?.mode === 'demo') && synthetic;
	if (isSaid || (!synthetic && !demo)) return null;
	const words = synthetic && demo ? t('synthetic.tag') : t(synthetic ? 'synthetic.city' : 'synthetic.demo');
	return (
		<span className="hatched top-bar__tag" title={t(synthetic ? 'synthetic.hint' : 'synthetic.demoHint')}>
			<Info size={16} strokeWidth={1.75} aria-hidden />
			<span>{words}</span>
		</span>
	);
}

function WaitingChip() {
	const { t } = useTranslation();
	const waiting = findWaitingIncidents(useLive((state) => state.incidents));
	const [oldest] = waiting;
	if (!oldest) return null;
	return (
		<span className="top-bar__waiting">
			{t('alarm.waiting', { count: waiting.length })} · <Elapsed sinceMs={oldest.createdAtMs} untilMs={null} />
		</span>
	);
}

function LiveMark() {
	const { t } = useTranslation();
	const language = useLanguage();
	const connection = useLive((state) => state.connection);
	const heardAtMs = useLive((state) => state.lastMessageAtMs);
	const nowMs = useNow();
	const title = heardAtMs === null ? undefined : t('live.updated', { age: formatAge(heardAtMs, nowMs, language) });
	if (connection === 'live') {
		return (
			<span className="top-bar__live" data-live title={title}>
				<Check size={18} strokeWidth={1.75} aria-hidden />
				{t('live.on')}
			</span>
		);
	}
	const Icon = connection === 'connecting' ? LoaderCircle : CloudOff;
	return (
		<span className="top-bar__live" title={title}>
			<Icon size={18} strokeWidth={1.75} aria-hidden />
			{t(connection === 'connecting' ? 'live.connecting' : 'live.off')}
		</span>
	);
}

function Clock() {
	const offsetMs = useLive((state) => state.serverOffsetMs) ?? 0;
	const nowMs = useNow();
	return <time className="top-bar__clock">{formatTime(nowMs + offsetMs)}</time>;
}
