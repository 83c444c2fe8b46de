import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLive, useServices } from '../state/services.ts';
import { formatDuration, formatTime } from '../ui/format.ts';
import { useNow } from '../ui/use-now.ts';
import './offline-bar.css';

/** Silence after which the page says so; the server promises a message every 2 s. */
const SILENT_AFTER_MS = 3000;

/** Says that the server is gone, since when, what still works and when it is tried again. Nothing while the line is good. */
export function OfflineBar() {
	const { t } = useTranslation();
	const { feed } = useServices();
	const connection = useLive((state) => state.connection);
	const heardAtMs = useLive((state) => state.lastMessageAtMs);
	const retryAtMs = useLive((state) => state.retryAtMs);
	const nowMs = useNow(500);
	const silentMs = heardAtMs === null ? null : nowMs - heardAtMs;
	const silent = connection !== 'connecting' && silentMs !== null && silentMs > SILENT_AFTER_MS;
	if (connection !== 'offline' && !silent) return null;
	return (
		<div className="offline-bar" role="status">
			<CloudOff size={18} strokeWidth={1.75} aria-hidden />
			<b>{t('offline.title', { duration: silentMs === null ? '' : formatDuration(silentMs / 1000) })}</b>
			<span>
				{heardAtMs === null ? t('offline.neverConnected') : t('offline.asOf', { time: formatTime(heardAtMs) })}
			</span>
			<span className="offline-bar__detail grow ellipsis">
				{t('offline.works')} · {t('offline.stopped')} · {t('offline.unavailable')}
			</span>
			<span aria-live="off" className="nowrap">
				{retryAtMs === null
					? t('offline.connecting')
					: t('offline.retryIn', { seconds: Math.max(0, Math.ceil((retryAtMs - nowMs) / 1000)) })}
			</span>
			<button type="button" onClick={() => feed.reconnectNow()}>
				{t('offline.now')}
			</button>
		</div>
	);
}
