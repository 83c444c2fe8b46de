import { z } from 'zod';
import { levelSchemeSchema } from '../incident.ts';
import { incidentTypeSchema } from '../incident-type.ts';

/** One kind of incident (警情类型) as a fire service calls it. */
export const incidentKindSchema = z.strictObject({
	/** Stable; 'fire.high-rise' is a part of 'fire'. */
	code: z.string().regex(/^[\w.-]{1,40}$/),
	zh: z.string().min(1).max(100),
	en: z.string().min(1).max(100),
	/** As what it is assessed. */
	type: incidentTypeSchema,
	/** The scheme that its level is given in; see LevelRow. */
	levelScheme: levelSchemeSchema,
	source: z.string(),
	verified: z.boolean(),
});
export type IncidentKind = z.infer<typeof incidentKindSchema>;

/** One level of a scheme: 火警 一级 to 五级, 应急救援 一级 to 四级. Both rise with gravity; levels of two schemes are never compared. */
export const levelRowSchema = z.strictObject({
	scheme: levelSchemeSchema,
	level: z.number().int().min(1).max(5),
	colour: z.enum(['green', 'blue', 'yellow', 'orange', 'red']),
	zh: z.string().min(1).max(100),
	en: z.string().min(1).max(100),
	/** Any of which makes this level; null = not on file. */
	criteriaZh: z.string().max(500).nullable(),
	criteriaEn: z.string().max(500).nullable(),
	source: z.string(),
	verified: z.boolean(),
});
export type LevelRow = z.infer<typeof levelRowSchema>;

const KINDS = 'assumption, not sourced: the words of fire-facts 1.8 [K]; the codes are those of fengtu';

function kind(
	code: string,
	zh: string,
	en: string,
	type: IncidentKind['type'],
	levelScheme: IncidentKind['levelScheme'],
): IncidentKind {
	return { code, zh, en, type, levelScheme, source: KINDS, verified: false };
}

/** The kinds of incident where a fire service has no table of its own. None is checked: every row is an assumption. */
export const DEFAULT_INCIDENT_KINDS: readonly IncidentKind[] = [
	kind('fire', '火灾扑救', 'Fire', 'fire', 'fire'),
	kind('fire.high-rise', '高层建筑火灾', 'Fire in a high-rise', 'fire', 'fire'),
	kind('fire.underground', '地下建筑火灾', 'Fire underground', 'fire', 'fire'),
	kind('fire.crowded', '人员密集场所火灾', 'Fire in a crowded place', 'fire', 'fire'),
	kind('fire.factory', '厂房仓库火灾', 'Fire in a factory or warehouse', 'fire', 'fire'),
	kind('fire.dwelling', '住宅火灾', 'Fire in a dwelling', 'fire', 'fire'),
	kind('fire.mixed-use', '三合一、出租屋火灾', 'Fire in a mixed-use or rented house', 'fire', 'fire'),
	kind('fire.chemical', '化工、油罐火灾', 'Fire of a chemical plant or oil tank', 'hazmat', 'fire'),
	kind('fire.vehicle', '交通工具火灾', 'Fire of a vehicle', 'fire', 'fire'),
	kind('fire.e-bike', '电动自行车火灾', 'Fire of an electric bicycle', 'fire', 'fire'),
	kind('fire.battery', '储能、锂电池火灾', 'Fire of lithium batteries', 'fire', 'fire'),
	kind('fire.vegetation', '垃圾、草木火灾', 'Fire of rubbish or vegetation', 'fire', 'fire'),
	kind('fire.ship', '船舶火灾', 'Fire of a ship', 'fire', 'fire'),
	kind('fire.tunnel', '隧道火灾', 'Fire in a tunnel', 'fire', 'fire'),
	kind('rescue', '抢险救援', 'Rescue', 'rescue', 'rescue'),
	kind('rescue.hazmat', '危险化学品泄漏', 'Release of dangerous chemicals', 'hazmat', 'rescue'),
	kind('rescue.traffic', '交通事故', 'Traffic accident', 'rescue', 'rescue'),
	kind('rescue.collapse', '建筑倒塌', 'Collapse of a building', 'rescue', 'rescue'),
	kind('rescue.explosion', '爆炸', 'Explosion', 'rescue', 'rescue'),
	kind('rescue.disaster', '自然灾害', 'Natural disaster', 'rescue', 'rescue'),
	kind('rescue.public', '公共突发事件', 'Public emergency', 'rescue', 'rescue'),
	kind('rescue.people', '群众遇险', 'People in danger', 'rescue', 'rescue'),
	kind('assist', '社会救助', 'Public assistance', 'other', 'rescue'),
	kind('assist.door', '开门', 'Opening a door', 'other', 'rescue'),
	kind('assist.nest', '摘马蜂窝', "Removing a wasps' nest", 'other', 'rescue'),
	kind('assist.lift', '电梯困人', 'People stuck in a lift', 'rescue', 'rescue'),
	kind('assist.animal', '动物救助', 'Animal rescue', 'other', 'rescue'),
	kind('duty', '公务执勤、安保', 'Duty and security', 'other', 'rescue'),
	kind('bomb', '反恐排爆', 'Terrorism and bombs', 'other', 'rescue'),
	kind('false', '误报、虚假警', 'False alarm', 'other', 'fire'),
	kind('other', '其他', 'Other', 'other', 'rescue'),
];

const FIRE_LEVELS = 'XF/T 1340-2016 [S9]; how many people 较少, 少量, 较多, 大量 are: fire-facts 1.7 [K]';
const RESCUE_LEVELS = 'XF/T 1340-2016, colours only [S9c]';

function fireLevel(
	level: number,
	colour: LevelRow['colour'],
	zh: string,
	criteriaZh: string,
	criteriaEn: string,
): LevelRow {
	const en = `Fire, level ${level}`;
	return { scheme: 'fire', level, colour, zh, en, criteriaZh, criteriaEn, source: FIRE_LEVELS, verified: false };
}

function rescueLevel(level: number, colour: LevelRow['colour'], zh: string): LevelRow {
	return {
		scheme: 'rescue',
		level,
		colour,
		zh,
		en: `Rescue, level ${level}`,
		criteriaZh: null,
		criteriaEn: null,
		source: RESCUE_LEVELS,
		verified: false,
	};
}

/** The levels where a fire service has none of its own: 火警 绿 蓝 黄 橙 红, 应急救援 蓝 黄 橙 红. */
export const DEFAULT_LEVELS: readonly LevelRow[] = [
	fireLevel(
		1,
		'green',
		'一级火警',
		'无人员伤亡或被困；普通建筑小面积火灾；带电设备火灾；其他',
		'Nobody hurt or trapped; a small fire in an ordinary building; live electrical equipment; anything else',
	),
	fireLevel(
		2,
		'blue',
		'二级火警',
		'较少人员（3人以下）伤亡或被困；普通建筑大面积火灾；高层、地下、人员密集、易燃易爆、重要或特殊场所较小面积火灾；到场指挥员认为一级力量不能控制',
		'Fewer than 3 hurt or trapped; a large area of an ordinary building; a fairly small area of a high-rise, underground, crowded, flammable, important or special place; the officer in charge says that level 1 cannot control it',
	),
	fireLevel(
		3,
		'yellow',
		'三级火警',
		'少量人员（3至9人）伤亡或被困；上述场所小面积火灾',
		'3 to 9 hurt or trapped; a small area of such places',
	),
	fireLevel(
		4,
		'orange',
		'四级火警',
		'较多人员（10至29人）伤亡或被困；上述场所较大面积火灾',
		'10 to 29 hurt or trapped; a fairly large area of such places',
	),
	fireLevel(
		5,
		'red',
		'五级火警',
		'大量人员（30人以上）伤亡或被困；上述场所大面积火灾',
		'30 or more hurt or trapped; a large area of such places',
	),
	rescueLevel(1, 'blue', '一级应急救援'),
	rescueLevel(2, 'yellow', '二级应急救援'),
	rescueLevel(3, 'orange', '三级应急救援'),
	rescueLevel(4, 'red', '四级应急救援'),
];
