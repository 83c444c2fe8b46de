import { useTranslation } from 'react-i18next';
import type { Basis } from '../../domain/building.ts';

/** How a value came about, as one letter in a box whose edge differs too: solid, dashed (estimated, said), dotted (unknown). */
export function BasisTag({ basis }: { readonly basis: Basis }) {
	const { t } = useTranslation();
	return (
		<span className="tag" data-basis={basis} title={t(`codes.basis.${basis}`)}>
			{t(`codes.basisLetter.${basis}`)}
		</span>
	);
}
