import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../i18n/say-code.ts';
import { useLive, useServices } from '../state/services.ts';
import { Dialog } from '../ui/dialog.tsx';
import { formatNumber, type Language } from '../ui/format.ts';
import { Segments } from '../ui/segments.tsx';
import { Notice } from '../ui/states.tsx';
import { useLanguage } from '../ui/use-language.ts';
import type { ReportStep } from './make-report-file.ts';
import { ReportPreview } from './report-preview.tsx';
import './report-dialog.css';

interface ReportDialogProps {
	readonly incidentId: string;
	readonly onClose: () => void;
}

type Making =
	| { readonly state: 'idle' }
	| { readonly state: 'making'; readonly at: ReportStep }
	| { readonly state: 'cancelled' }
	| { readonly state: 'failed'; readonly error: unknown }
	| { readonly state: 'done'; readonly file: Blob };

/** The after-action report of an incident as files: PDF made here, tables and places by the server. An open one is told up to now. */
export function ReportDialog({ incidentId, onClose }: ReportDialogProps) {
	const { t, i18n } = useTranslation();
	const services = useServices();
	const pageLanguage = useLanguage();
	const [language, setLanguage] = useState<Language>(pageLanguage);
	const [making, setMaking] = useState<Making>({ state: 'idle' });
	const abort = useRef<AbortController | null>(null);
	const name = `incident-${incidentId}.pdf`;
	const isOpen = useLive(({ incidents }) =>
		incidents.some(({ id, closedAtMs }) => id === incidentId && closedAtMs === null),
	);
	useEffect(() => () => abort.current?.abort(), []);

	async function makePdf() {
		const own = new AbortController();
		abort.current = own;
		const { signal } = own;
		setMaking({ state: 'making', at: { step: 'map', page: null } });
		try {
			const onStep = (at: ReportStep) => !signal.aborted && setMaking({ state: 'making', at });
			// All that says a report comes with the first one.
			const { makeReportFile } = await import('./make-report-file.ts');
			const file = await makeReportFile(services, i18n, { incidentId, language, onStep, signal });
			saveFile(file, name);
			setMaking({ state: 'done', file });
		} catch (error) {
			setMaking(signal.aborted ? { state: 'cancelled' } : { state: 'failed', error });
		}
	}

	const failure = making.state === 'failed' ? sayError(i18n, making.error) : null;
	const base = `/api/incidents/${encodeURIComponent(incidentId)}/report`;
	return (
		<Dialog title={`${t('report.title')} · ${incidentId}`} closeLabel={t('report.close')} wide onClose={onClose}>
			<div className="report">
				<p className="soft">{t('report.contains')}</p>
				{isOpen && <p className="warn">{t('report.openIncident')}</p>}
				<Segments
					legend={t('report.language')}
					name="report-language"
					value={language}
					isDisabled={making.state === 'making'}
					options={[
						{ value: 'zh-CN', label: '中文' },
						{ value: 'en', label: 'English' },
					]}
					onChange={setLanguage}
				/>
				<div className="report__buttons">
					<button
						type="button"
						className="btn btn--primary"
						data-first
						disabled={making.state === 'making'}
						onClick={() => void makePdf()}
					>
						<Download size={16} strokeWidth={1.75} aria-hidden />
						{t('report.pdf')}
					</button>
					<a className="btn" href={`${base}.csv`} download={`incident-${incidentId}.csv`}>
						{t('report.csv')}
					</a>
					<a className="btn" href={`${base}.geojson`} download={`incident-${incidentId}.geojson`}>
						{t('report.geojson')}
					</a>
				</div>
				{making.state === 'making' && (
					<div className="report__step" role="status">
						<progress aria-label={t(`report.steps.${making.at.step}`)} />
						<span>
							{making.at.page === null
								? t(`report.steps.${making.at.step}`)
								: t('report.steps.page', { page: making.at.page })}
						</span>
						<button type="button" className="btn btn--row" onClick={() => abort.current?.abort()}>
							{t('report.cancel')}
						</button>
					</div>
				)}
				{making.state === 'cancelled' && <p role="status">{t('report.cancelled')}</p>}
				{making.state === 'done' && (
					<>
						<p role="status">{t('report.done', { size: `${formatNumber(making.file.size / 1024)} kB` })}</p>
						<ReportPreview file={making.file} name={name} />
					</>
				)}
				{failure && (
					<Notice title={`${t('report.failed')} · ${failure.title}`} detail={failure.detail} code={failure.code}>
						<button type="button" className="btn" onClick={() => void makePdf()}>
							{t('report.retry')}
						</button>
					</Notice>
				)}
			</div>
		</Dialog>
	);
}

/** Hands a file to the browser's downloads. */
function saveFile(file: Blob, name: string): void {
	const url = URL.createObjectURL(file);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
