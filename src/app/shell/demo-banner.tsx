import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePack } from '../state/services.ts';
import { useSession } from '../state/use-base.ts';
import './demo-banner.css';

/** Says, for as long as it is so, that nothing is protected and nothing is real here. Cannot be put away; prints too. */
export function DemoBanner() {
	const { t } = useTranslation();
	const pack = usePack();
	const isDemo = useSession(({ session }) => session?.mode === 'demo');
	if (!isDemo) return null;
	const isSynthetic = pack.status === 'ready' && pack.manifest.synthetic;
	return (
		<aside className="demo-banner" aria-label={t('demo.region')}>
			<Info size={14} strokeWidth={1.75} aria-hidden />
			<p title={isSynthetic ? t('synthetic.hint') : undefined}>
				<b>{t('demo.name')}</b>
				{t('demo.colon')}
				{t(isSynthetic ? 'demo.bannerSynthetic' : 'demo.banner')}
			</p>
		</aside>
	);
}
