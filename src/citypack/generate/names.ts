import type { Rng } from './rng.ts';

/** A name in Chinese and in English (pinyin). */
export interface TwoNames {
	readonly zh: string;
	readonly en: string;
}

/** '鸿福 Hongfu 振兴 Zhenxing' -> names. */
function readNames(text: string): TwoNames[] {
	const words = text.trim().split(/\s+/);
	const names: TwoNames[] = [];
	for (let i = 0; i + 1 < words.length; i += 2) names.push({ zh: words[i] as string, en: words[i + 1] as string });
	return names;
}

const STREET_STEMS = readNames(`
振兴 Zhenxing 东骏 Dongjun 元美 Yuanmei 体育 Tiyu 学院 Xueyuan 康乐 Kangle 东纵 Dongzong 育兴 Yuxing 莞翠 Guancui
景湖 Jinghu 宏图 Hongtu 宏伟 Hongwei 西平 Xiping 簪花 Zanhua 翠峰 Cuifeng 银丰 Yinfeng 金丰 Jinfeng 东泰 Dongtai
新兴 Xinxing 花园 Huayuan 迎宾 Yingbin 府前 Fuqian 人民 Renmin 解放 Jiefang 中山 Zhongshan 文化 Wenhua 教育 Jiaoyu
育才 Yucai 科技 Keji 创业 Chuangye 富民 Fumin 兴业 Xingye 工业 Gongye 银湖 Yinhu 湖滨 Hubin 沿河 Yanhe 江滨 Jiangbin
龙泉 Longquan 凤凰 Fenghuang 金湖 Jinhu 莲湖 Lianhu 明珠 Mingzhu 华侨 Huaqiao 港城 Gangcheng 保安 Bao'an 太安 Tai'an
连升 Liansheng 永发 Yongfa 永盛 Yongsheng 百顺 Baishun 德政 Dezheng 仁和 Renhe 广场 Guangchang 长盛 Changsheng 富康 Fukang
美景 Meijing 翠湖 Cuihu 碧水 Bishui 天宝 Tianbao 金业 Jinye 兴隆 Xinglong 向阳 Xiangyang 红荔 Hongli 荔香 Lixiang
荔园 Liyuan 莞香 Guanxiang 香樟 Xiangzhang 榕树 Rongshu 木棉 Mumian 桂花 Guihua 紫荆 Zijing 玉兰 Yulan 银杏 Yinxing
松柏 Songbai 青竹 Qingzhu 长青 Changqing 建设 Jianshe 和平 Heping 团结 Tuanjie 友谊 Youyi 光明 Guangming 幸福 Xingfu
安康 Ankang 福民 Fumin 福安 Fu'an 同德 Tongde 同乐 Tongle 惠民 Huimin 富华 Fuhua 富通 Futong 银城 Yincheng 东城 Dongcheng
南城 Nancheng 西城 Xicheng 北城 Beicheng 新城 Xincheng 联丰 Lianfeng 万福 Wanfu 百福 Baifu 鸿运 Hongyun 鸿兴 Hongxing
锦绣 Jinxiu 云山 Yunshan 松湖 Songhu 石竹 Shizhu 石鼓 Shigu 石美 Shimei 水边 Shuibian 塘边 Tangbian 围前 Weiqian
丰泰 Fengtai 黄金 Huangjin 信义 Xinyi 博爱 Bo'ai 正大 Zhengda 高盛 Gaosheng 滨河 Binhe 环镇 Huanzhen 环市 Huanshi
`);
const STREET_ENDS = readNames(
	'路 Road 大道 Avenue 中路 Middle_Road 东路 East_Road 西路 West_Road 南路 South_Road 北路 North_Road 一路 1st_Road 二路 2nd_Road 三路 3rd_Road 街 Street',
).map(({ zh, en }) => ({ zh, en: en.replaceAll('_', ' ') }));
const VILLAGE_HEADS = readNames(`
上 Shang 下 Xia 新 Xin 旧 Jiu 大 Da 小 Xiao 石 Shi 黄 Huang 沙 Sha 白 Bai 金 Jin 龙 Long 水 Shui 竹 Zhu 横 Heng 塘 Tang
南 Nan 北 Bei 东 Dong 西 Xi 高 Gao 长 Chang 李 Li 陈 Chen 周 Zhou 袁 Yuan 卢 Lu 莫 Mo 蔡 Cai 刘 Liu 温 Wen 霄 Xiao
凤 Feng 鹤 He 牛 Niu 马 Ma 樟 Zhang 榕 Rong 梅 Mei 莲 Lian 赤 Chi 乌 Wu 清 Qing 三 San 四 Si 九 Jiu 双 Shuang 桥 Qiao
`);
const VILLAGE_TAILS = readNames(`
塘 tang 岗 gang 涌 chong 坑 keng 围 wei 尾 wei 头 tou 屋 wu 厦 xia 埔 pu 贝 bei 朗 lang 步 bu 洲 zhou 滘 jiao 湖 hu
田 tian 沥 li 门 men 边 bian 溪 xi 井 jing 潭 tan 美 mei 社 she 湾 wan 塱 lang 基 ji 园 yuan 岭 ling
`);
const QUARTER_WORDS = readNames(`
新村 Xincun 东坊 Dongfang 西坊 Xifang 南坊 Nanfang 北坊 Beifang 中坊 Zhongfang 新围 Xinwei 老围 Laowei 东区 Dongqu
西区 Xiqu 南区 Nanqu 北区 Beiqu 河边 Hebian 山前 Shanqian 大园 Dayuan 兴隆 Xinglong 永安 Yong'an 福兴 Fuxing 太平 Taiping
祠堂 Citang 井头 Jingtou 桥东 Qiaodong 桥西 Qiaoxi 坝头 Batou 岭下 Lingxia 荔枝 Lizhi 龙眼 Longyan 榕边 Rongbian
禾场 Hechang 牌坊 Paifang 创新 Chuangxin 富景 Fujing 高岭 Gaoling 第一 Diyi 第二 Dier 第三 Disan 第四 Disi 第五 Diwu
`);
const COMPANY_STEMS = readNames(`
宏远 Hongyuan 以纯 Yichun 华坚 Huajian 联胜 Liansheng 德永 Deyong 新科 Xinke 生益 Shengyi 银禧 Yinxi 劲胜 Jinsheng
永发 Yongfa 兴昂 Xing'ang 百宏 Baihong 泰昌 Taichang 大朗毛织 Dalang_Knitting 三友 Sanyou 创机 Chuangji 华丰 Huafeng 龙昌 Longchang
精诚 Jingcheng 恒信 Hengxin 光华 Guanghua 志成 Zhicheng 东日 Dongri 美盈 Meiying 嘉荣 Jiarong 利丰 Lifeng 德盛 Desheng
`);
const TRADES = readNames(
	'五金厂 Hardware_Factory 电子厂 Electronics_Factory 塑胶厂 Plastics_Factory 家具厂 Furniture_Factory 制衣厂 Garment_Factory 鞋厂 Shoe_Factory 玩具厂 Toy_Factory 纸品厂 Paper_Products_Factory 模具厂 Mould_Factory 电池厂 Battery_Factory',
).map(({ zh, en }) => ({ zh, en: en.replaceAll('_', ' ') }));
const ESTATES = readNames(
	'花园 Garden 雅苑 Court 名苑 Residence 豪庭 Mansion 新城 New_Town 公馆 House 华府 Palace 湾 Bay',
).map(({ zh, en }) => ({ zh, en: en.replaceAll('_', ' ') }));
const DIGITS = '零一二三四五六七八九';

/** 1 -> 一, 12 -> 十二, 34 -> 三十四 (below 100; digits beyond). */
export function chineseNumber(n: number): string {
	if (n < 10) return DIGITS[n] as string;
	if (n >= 100) return String(n);
	const tens = Math.floor(n / 10);
	const rest = n % 10;
	return `${tens === 1 ? '' : DIGITS[tens]}十${rest === 0 ? '' : DIGITS[rest]}`;
}

/** 1 -> 1st, 12 -> 12th. */
export function englishOrdinal(n: number): string {
	const teen = n % 100 >= 11 && n % 100 <= 13;
	const end = teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
	return `${n}${end}`;
}

/** Street names for one town, each once, in a random order of its own: stems first with 路, then with other endings. */
export function createStreetNamer(rng: Rng, taken: ReadonlySet<string>): () => TwoNames {
	const used = new Set(taken);
	let round = 0;
	let order: TwoNames[] = [];
	let ends: TwoNames[] = [];
	return () => {
		for (;;) {
			if (order.length === 0) {
				order = rng.shuffle([...STREET_STEMS]);
				ends = rng.shuffle([...STREET_ENDS]);
				round++;
			}
			const stem = order.pop() as TwoNames;
			const end = (round === 1 ? STREET_ENDS[0] : ends[order.length % ends.length]) as TwoNames;
			// After many rounds all endings are used up: number them.
			const serial = round > 16 ? englishOrdinal(round - 16) : '';
			const name = {
				zh: `${stem.zh}${serial === '' ? '' : `第${chineseNumber(round - 16)}`}${end.zh}`,
				en: `${stem.en} ${serial === '' ? '' : `${serial} `}${end.en}`,
			};
			if (used.has(name.zh)) continue;
			used.add(name.zh);
			return name;
		}
	};
}

/** Village names for one town, each once. */
export function chooseVillageNames(rng: Rng, count: number): TwoNames[] {
	const names: TwoNames[] = [];
	for (const head of VILLAGE_HEADS) {
		for (const tail of VILLAGE_TAILS) names.push({ zh: head.zh + tail.zh, en: head.en + tail.en });
	}
	return rng.shuffle(names).slice(0, count);
}

/** The name of a village's n-th quarter: 石鼓 + 新村; unique within the village. */
export function quarterName(village: TwoNames, n: number): TwoNames {
	const word = QUARTER_WORDS[n % QUARTER_WORDS.length] as TwoNames;
	const round = Math.floor(n / QUARTER_WORDS.length);
	if (round === 0) return { zh: village.zh + word.zh, en: `${village.en} ${word.en}` };
	return {
		zh: `${village.zh}${word.zh}${chineseNumber(round + 1)}区`,
		en: `${village.en} ${word.en} Zone ${round + 1}`,
	};
}

/** A plausible, made-up factory name. */
export function companyName(rng: Rng): TwoNames {
	const [stem, trade] = [rng.pick(COMPANY_STEMS), rng.pick(TRADES)];
	return { zh: `${stem.zh}${trade.zh}`, en: `${stem.en.replaceAll('_', ' ')} ${trade.en}` };
}

/** A plausible, made-up name of a housing estate. */
export function estateName(rng: Rng): TwoNames {
	const [stem, end] = [rng.pick(STREET_STEMS), rng.pick(ESTATES)];
	return { zh: `${stem.zh}${end.zh}`, en: `${stem.en} ${end.en}` };
}

/** A stem for malls, hotels and offices. */
export function houseName(rng: Rng): TwoNames {
	return rng.pick(STREET_STEMS);
}
