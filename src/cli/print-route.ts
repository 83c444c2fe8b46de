import type { DrivenRoute, RouteAnswer, RouteLimit, RouteStep } from '../domain/route.ts';

/** Languages that a route is printed in. */
export const ROUTE_LANGUAGES = ['zh', 'en'] as const;
export type RouteLanguage = (typeof ROUTE_LANGUAGES)[number];

/** Words of one language. */
interface Words {
	readonly turns: Readonly<Record<RouteStep['turn'], string>>;
	readonly exit: (number: number) => string;
	readonly limits: Readonly<Record<RouteLimit['kind'], string>>;
	readonly verdicts: Readonly<Record<RouteLimit['verdict'], string>>;
	readonly reasons: Readonly<Record<NonNullable<RouteAnswer['reason']>, string>>;
	readonly unnamed: string;
	readonly noRoute: string;
	readonly way: (rank: number) => string;
	readonly faster: (seconds: string) => string;
	readonly leastViolation: string;
	readonly walk: (metres: string) => string;
}

const WORDS: Readonly<Record<RouteLanguage, Words>> = {
	zh: {
		turns: {
			depart: '出发',
			straight: '直行',
			'slight-left': '偏左前行',
			left: '左转',
			'sharp-left': '向左急转',
			'slight-right': '偏右前行',
			right: '右转',
			'sharp-right': '向右急转',
			'u-turn': '掉头',
			roundabout: '进入环岛',
			arrive: '到达',
		},
		exit: (number) => `，第 ${number} 出口`,
		limits: {
			height: '限高',
			width: '限宽',
			weight: '限重',
			length: '限长',
			carriageway: '路面宽',
			turn: '转弯半径',
			gate: '门禁（秒）',
			closed: '道路封死',
			closure: '临时管制',
			access: '内部道路',
			bus: '公交专用道',
			hgv: '货车禁行',
			oneway: '逆行',
			turnBan: '禁止转向',
		},
		verdicts: { passed: '通过', violated: '不满足', tight: '勉强' },
		reasons: {
			'no-road-near-start': '起点附近没有道路',
			'no-road-near-end': '终点附近没有道路',
			'not-connected': '道路不连通',
			'vehicle-limits': '此车受限',
			closures: '道路管制',
		},
		unnamed: '无名路',
		noRoute: '无可行路线',
		way: (rank) => `路线 ${rank}`,
		faster: (seconds) => `更快但此车不能走（省 ${seconds} 秒）`,
		leastViolation: '违反最少的路线',
		walk: (metres) => `停车后步行 ${metres} 米`,
	},
	en: {
		turns: {
			depart: 'start',
			straight: 'straight on',
			'slight-left': 'bear left',
			left: 'turn left',
			'sharp-left': 'turn sharp left',
			'slight-right': 'bear right',
			right: 'turn right',
			'sharp-right': 'turn sharp right',
			'u-turn': 'turn about',
			roundabout: 'into the roundabout',
			arrive: 'arrive',
		},
		exit: (number) => `, exit ${number}`,
		limits: {
			height: 'height',
			width: 'width',
			weight: 'weight',
			length: 'length',
			carriageway: 'carriageway',
			turn: 'turning radius',
			gate: 'gate (s)',
			closed: 'closed for good',
			closure: 'closure',
			access: 'private road',
			bus: 'bus road',
			hgv: 'no goods vehicles',
			oneway: 'against one-way',
			turnBan: 'turn forbidden',
		},
		verdicts: { passed: 'passed', violated: 'violated', tight: 'tight' },
		reasons: {
			'no-road-near-start': 'no road near the start',
			'no-road-near-end': 'no road near the end',
			'not-connected': 'not connected',
			'vehicle-limits': 'limits of this vehicle',
			closures: 'closures',
		},
		unnamed: 'unnamed road',
		noRoute: 'no route',
		way: (rank) => `Way ${rank}`,
		faster: (seconds) => `Faster, but not for this vehicle (saves ${seconds} s)`,
		leastViolation: 'The way with the least violation',
		walk: (metres) => `Stop, then ${metres} m on foot`,
	},
};

/** An answer for people, in lines; scripts take `--json`. */
export function formatRoute(answer: RouteAnswer, language: RouteLanguage): string[] {
	const words = WORDS[language];
	const nameOf = ({ roadName, roadNameEn }: Pick<RouteStep, 'roadName' | 'roadNameEn'>) =>
		(language === 'zh' ? (roadName ?? roadNameEn) : (roadNameEn ?? roadName)) ?? words.unnamed;
	const formatLimit = ({ kind, limit, needed, verdict, ...place }: RouteLimit) =>
		`  [${words.verdicts[verdict]}] ${words.limits[kind]} ${limit}${needed === null ? '' : ` / ${needed}`}, ${nameOf(place)} (${place.lon.toFixed(6)},${place.lat.toFixed(6)})`;
	const formatWay = (route: DrivenRoute) => [
		...route.steps.map(
			(step) =>
				`  ${words.turns[step.turn]}${step.exit === null ? '' : words.exit(step.exit)} ${nameOf(step)} ${formatLength(step.distanceM)} ${Math.round(step.durationS)} s`,
		),
		...route.limits.map(formatLimit),
		`  ${words.walk(route.stop.walkM.toFixed(0))}`,
	];
	const lines: string[] = [];
	if (answer.reason) lines.push(`${words.noRoute}: ${words.reasons[answer.reason]}`);
	for (const [i, route] of answer.routes.entries())
		lines.push(`${words.way(i + 1)}: ${summarise(route)}`, ...formatWay(route));
	const { refused } = answer;
	if (refused) {
		const title = refused.fasterS === null ? words.leastViolation : words.faster(refused.fasterS.toFixed(0));
		lines.push(`${title}: ${summarise(refused)}`, ...refused.limits.map(formatLimit));
	}
	return lines;
}

function summarise({ distanceM, durationS }: { distanceM: number; durationS: number }): string {
	return `${(distanceM / 1000).toFixed(2)} km, ${Math.round(durationS)} s`;
}

function formatLength(metres: number): string {
	return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
}
