import { Document, Image, Page, Text, View } from '@react-pdf/renderer';
import type { ReportBlock, ReportSection, ReportView, Told } from '../../domain/report/report-view.ts';
import { TYPE, usePaper } from './paper.ts';
import { PlanPicture } from './plan-picture.tsx';
import { HatchedTag, LateMark, MomentDot, SeverityShape } from './report-shapes.tsx';

interface ReportDocumentProps {
	readonly view: ReportView;
	/** Families of the fonts, in the order they are asked for a character. */
	readonly families: string[];
	/** Characters that they lack. */
	readonly missing: readonly string[];
	/** Called as each page is filled, counted from 1. */
	readonly onPage?: ((page: number) => void) | undefined;
}

/** The report as an A4 document: every page carries its tags, datum, who made it when, and its number. */
export function ReportDocument({ view, families, missing, onPage }: ReportDocumentProps) {
	const { sheet } = usePaper();
	const { title, subtitle, id, sections, tags, running, foot, pageWords, missingWords, language } = view;
	// The writer asks for a page's foot as it fills it, and once more when it knows how many there are.
	const sayPage = (page: number, pages: number | undefined) => {
		if (pages === undefined) onPage?.(page);
		return pageWords.replace('{page}', `${page}`).replace('{pages}', `${pages ?? page}`);
	};
	return (
		<Document title={`${title} ${id}`} language={language} creator="Fengtu" producer="Fengtu">
			<Page size="A4" style={[sheet.page, { fontFamily: families }]}>
				<View fixed style={sheet.top}>
					<Text style={{ flex: 1 }}>{`${title} · ${id}`}</Text>
					{[...(running === null ? [] : [running]), ...tags].map((tag) => (
						<HatchedTag key={tag} text={tag} />
					))}
				</View>
				<View fixed style={sheet.foot}>
					<Text>{foot.join(' · ')}</Text>
					<Text render={({ pageNumber, totalPages }) => sayPage(pageNumber, totalPages)} />
				</View>
				<Text style={sheet.title}>{title}</Text>
				<Text style={sheet.subtitle}>{subtitle}</Text>
				{sections.map((section, i) => (
					<Section key={section.title} section={section} number={i + 1} families={families} />
				))}
				{missing.length > 0 && <Text style={sheet.text}>{missingWords.replace('{list}', missing.join(' '))}</Text>}
			</Page>
		</Document>
	);
}

interface SectionProps {
	readonly section: ReportSection;
	readonly number: number;
	readonly families: string[];
}

/** All of it lies straight in the page: only so a heading keeps with what follows. */
function Section({ section: { title, blocks }, number, families }: SectionProps) {
	const { sheet } = usePaper();
	return (
		<>
			<Text style={sheet.section} minPresenceAhead={findAhead(blocks[0])} break={blocks[0]?.kind === 'plan'}>
				{`${number} ${title}`}
			</Text>
			{blocks.map((block, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: blocks never move.
				<Block key={i} block={block} next={blocks[i + 1]} name={`plan-${number}-${i}`} families={families} />
			))}
		</>
	);
}

interface BlockProps {
	readonly block: ReportBlock;
	/** A heading does not stand at the foot of a page without it. */
	readonly next: ReportBlock | undefined;
	readonly name: string;
	readonly families: string[];
}

/** How much room a heading wants below itself on its page, points: a picture is not cut. */
function findAhead(next: ReportBlock | undefined): number {
	return next?.kind === 'picture' ? 320 : 80;
}

function Block({ block, next, name, families }: BlockProps) {
	const { ink, sheet } = usePaper();
	switch (block.kind) {
		case 'heading':
			return (
				<Text style={sheet.heading} minPresenceAhead={findAhead(next)}>
					{block.text}
				</Text>
			);
		case 'text':
			return <Text style={sheet.text}>{block.text}</Text>;
		case 'facts':
			return (
				<View>
					{block.facts.map(({ label, value, note }) => (
						<View key={label} style={sheet.fact} wrap={false}>
							<Text style={sheet.factLabel}>{label}</Text>
							<View style={sheet.factValue}>
								<TellWord told={value} />
							</View>
							{note !== '' && <Text style={sheet.factNote}>{note}</Text>}
						</View>
					))}
				</View>
			);
		case 'moments':
			return <Moments block={block} />;
		case 'findings':
			return (
				<View>
					{block.findings.map(({ severity, text, note }) => (
						<View key={`${text} ${note}`} style={[sheet.fact, { gap: 6 }]} wrap={false}>
							<View style={{ width: 12, paddingTop: 1 }}>
								<SeverityShape severity={severity} />
							</View>
							<View style={{ flex: 1 }}>
								<Text style={severity === 'life' || severity === 'attention' ? { fontWeight: 700 } : {}}>{text}</Text>
								<Text style={{ fontSize: TYPE.small, color: ink.quiet }}>{note}</Text>
							</View>
						</View>
					))}
				</View>
			);
		case 'table':
			return <Table block={block} />;
		case 'plan':
			return <PlanPicture plan={block.plan} name={name} families={families} />;
		case 'picture':
			return (
				<View wrap={false}>
					<Image src={toImage(block.picture.jpeg)} style={{ width: '100%', objectFit: 'contain', maxHeight: 420 }} />
					<Text style={sheet.text}>{block.picture.text}</Text>
				</View>
			);
		case 'photos':
			return (
				<View style={{ flexDirection: 'row', flexWrap: 'wrap', gap: 8 }}>
					{block.photos.map(({ jpeg, text }) => (
						<View key={text} wrap={false} style={{ width: 166 }}>
							<Image
								src={toImage(jpeg)}
								style={{ width: 166, height: 124, objectFit: 'contain', backgroundColor: ink.shade }}
							/>
							<Text style={{ fontSize: TYPE.dense, color: ink.quiet }}>{text}</Text>
						</View>
					))}
				</View>
			);
	}
}

/** As the writer takes a picture without asking for it. */
function toImage(jpeg: ArrayBuffer): Blob {
	return new Blob([jpeg], { type: 'image/jpeg' });
}

function TellWord({ told: { text, late } }: { readonly told: Told }) {
	return (
		<>
			<Text>{text}</Text>
			{late !== null && <LateMark text={late} />}
		</>
	);
}

function Moments({ block }: { readonly block: Extract<ReportBlock, { kind: 'moments' }> }) {
	const { ink } = usePaper();
	return (
		<View style={{ flexDirection: 'row', flexWrap: 'wrap' }}>
			{block.moments.map(({ name, state, at, since, by, late }) => (
				<View
					key={name}
					wrap={false}
					style={{ width: '25%', paddingRight: 6, paddingBottom: 6, flexDirection: 'row', gap: 4 }}
				>
					<View style={{ paddingTop: 1.5 }}>
						<MomentDot state={state} />
					</View>
					<View style={{ flex: 1 }}>
						<Text style={{ fontWeight: 700 }}>{name}</Text>
						<Text>{[at, since].filter(Boolean).join('  ')}</Text>
						{late !== null && <LateMark text={late} />}
						{by !== '' && <Text style={{ fontSize: TYPE.dense, color: ink.quiet }}>{by}</Text>}
					</View>
				</View>
			))}
		</View>
	);
}

function Table({
	block: { columns, rows, sum, isDense },
}: {
	readonly block: Extract<ReportBlock, { kind: 'table' }>;
}) {
	const { sheet } = usePaper();
	const fontSize = isDense ? TYPE.dense : TYPE.small + 0.5;
	const widths = columns.map(({ share }) => ({ flexGrow: share, flexShrink: 1, flexBasis: 0 }));
	const [first, ...rest] = rows.map((row, r) => (
		// biome-ignore lint/suspicious/noArrayIndexKey: rows never move.
		<View key={r} style={sheet.row} wrap={false}>
			{row.map((told, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: cells never move.
				<View key={i} style={[sheet.cell, widths[i] ?? {}]}>
					<TellWord told={told} />
				</View>
			))}
		</View>
	));
	return (
		<View style={{ fontSize, marginBottom: 4 }}>
			<View wrap={false}>
				<View style={sheet.rowHead}>
					{columns.map(({ title }, i) => (
						<Text key={title} style={[sheet.cell, { fontWeight: 700 }, widths[i] ?? {}]}>
							{title}
						</Text>
					))}
				</View>
				{first}
			</View>
			{rest}
			{sum && (
				<View style={sheet.row} wrap={false}>
					{sum.map((text, i) => (
						<Text key={text} style={[sheet.cell, { fontWeight: 700 }, widths[i] ?? {}]}>
							{text}
						</Text>
					))}
				</View>
			)}
		</View>
	);
}
