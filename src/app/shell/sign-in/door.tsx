import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LookSwitches } from '../look-switches.tsx';
import { ProductMark } from '../product-mark.tsx';
import './door.css';

/** What stands before the page: the product, language and theme, and one card. */
export function Door({ children }: { readonly children: ReactNode }) {
	const { t } = useTranslation();
	return (
		<div className="door">
			<div className="door__look">
				<LookSwitches />
			</div>
			<main className="door__main">
				<header className="door__product">
					<ProductMark />
					<div>
						<b>{t('product')}</b>
						<p>{t('session.subtitle')}</p>
					</div>
				</header>
				<div className="door__card">{children}</div>
			</main>
		</div>
	);
}
