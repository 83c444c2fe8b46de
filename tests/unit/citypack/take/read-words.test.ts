import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../../src/citypack/read/take/read-address.ts';
import { readStructure, readUse } from '../../../../src/citypack/read/take/read-words.ts';

describe('readStructure', () => {
	it.each([
		['框架', 'rc-frame'],
		['钢筋混凝土框架结构', 'rc-frame'],
		['钢混', 'rc-frame'],
		['框剪', 'rc-shear-wall'],
		['剪力墙', 'rc-shear-wall'],
		['框架-核心筒', 'rc-tube'],
		['砖混', 'masonry'],
		['混合结构', 'masonry'],
		['砖木', 'brick-timber'],
		['钢结构', 'steel'],
		['钢框架', 'steel'],
		['门式刚架', 'portal-steel'],
		['轻钢', 'portal-steel'],
		['简易', 'shed'],
		['RC', 'rc-frame'],
		['SRC造', 'rc-frame'],
		['S', 'steel'],
		['Ｓ造', 'steel'],
		['木造', 'brick-timber'],
		['鉄骨造', 'steel'],
		['鉄筋コンクリート造', 'rc-frame'],
		['鉄骨鉄筋コンクリート造', 'rc-frame'],
		['rc-shear-wall', 'rc-shear-wall'],
		['603', 'rc-frame'],
		['不详', 'unknown'],
		['甲级', null],
	])('%s', (word, structure) => {
		expect(readStructure(word)).toBe(structure);
	});
});

describe('readUse', () => {
	it.each([
		['住宅', 'residential'],
		['居住', 'residential'],
		['商住楼', 'residential'],
		['共同住宅', 'residential'],
		['商业', 'commercial'],
		['酒店', 'commercial'],
		['办公', 'office'],
		['商务办公', 'office'],
		['工业', 'factory'],
		['厂房', 'factory'],
		['仓库', 'warehouse'],
		['学校', 'public'],
		['医院', 'public'],
		['城中村', 'urban-village'],
		['自建房', 'urban-village'],
		['factory', 'factory'],
		['industrial', 'factory'],
		['apartments', 'residential'],
		['office', 'office'],
		['441', 'factory'],
		['yes', 'unknown'],
		['xyz', null],
	])('%s', (word, use) => {
		expect(readUse(word)).toBe(use);
	});
});

describe('readAddress', () => {
	it.each([
		['东莞市南城街道鸿福路12号', '南城街道', '鸿福路', '12'],
		['广东省东莞市莞城街道东纵路208号', '莞城街道', '东纵路', '208'],
		['长安镇振安中路88号', '长安镇', '振安中路', '88'],
		['深圳市南山区粤海街道科技南十二路2号', '粤海街道', '科技南十二路', '2'],
		['东莞市虎门镇龙眼社区富民路三巷5号', '虎门镇', '富民路三巷', '5'],
		['北京市海淀区中关村大街27号', null, '中关村大街', '27'],
		['石龙镇方正中路2-4号', '石龙镇', '方正中路', '2-4'],
		['虎门大道', null, '虎门大道', null],
		['Main Street 12', null, 'Main Street', '12'],
		['12 Main Street', null, 'Main Street', '12'],
	])('%s', (text, town, street, housenumber) => {
		expect(readAddress(text)).toEqual({ town, street, housenumber });
	});

	it.each(['東京都千代田区丸の内1-2-3', '东莞市寮步镇', '丸の内一丁目'])('reads nothing of %s', (text) => {
		expect(readAddress(text)).toBeNull();
	});
});
