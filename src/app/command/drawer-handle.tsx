import { ChevronsDown, ChevronsUp, ChevronUp, Hand, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useServices, useUi } from '../state/services.ts';
import { useSettings } from '../state/use-base.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** Head of the panel on a tablet: how far it is drawn up, and on which side it lies. Not shown on a desk. */
export function DrawerHandle() {
	const { t } = useTranslation();
	const { ui, settings } = useServices();
	const isHalf = useUi((state) => state.drawer === 'half');
	const hand = useSettings((state) => state.hand);
	const other = hand === 'right' ? 'left' : 'right';
	return (
		<div className="command__handle">
			<IconButton icon={Hand} label={t(`drawer.hand.${other}`)} onClick={() => settings.setState({ hand: other })} />
			<span className="grow" />
			<IconButton
				icon={isHalf ? ChevronsUp : ChevronsDown}
				label={t(isHalf ? 'drawer.whole' : 'drawer.half')}
				onClick={() => ui.setState({ drawer: isHalf ? 'open' : 'half' })}
			/>
			<IconButton icon={X} label={t('drawer.close')} onClick={() => ui.setState({ drawer: 'closed' })} />
		</div>
	);
}

/** In place of the panel that was closed on a tablet. */
export function DrawerOpener() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const isClosed = useUi((state) => state.drawer === 'closed');
	if (!isClosed) return null;
	return (
		<div className="command__opener float">
			<IconButton icon={ChevronUp} label={t('drawer.open')} onClick={() => ui.setState({ drawer: 'half' })} />
		</div>
	);
}
