//! Surnames, and characters that write names of other languages.

/// Surnames of one character: those of the Hundred Family Surnames (百家姓) and others that are common today.
pub(crate) const SURNAMES: &str = "\
赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方\
俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧\
计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫\
经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄麴家封芮羿储靳汲邴糜松井段富巫乌焦巴弓\
牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙\
池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容\
向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰\
巢关蒯相查后荆红游竺权逯盖益桓公仉督晋楚闫法汝鄢涂钦岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪年爱阳佟肖覃兰代苟付卿岩栗\
冼植战荣练敬侣原仝仵亓代闪衣冶初宛由邸税苑鹿卯底朴权单逢谌粟楼揭青修漆乃线檀矫种玄柒寻户但把言化邝来占邹苑丘辜信\
郸豆撒折凡才羌戢展普介玉丛禚冮呼延操矣招麦银院藏候虎绳智奉母尉圣";

/// Surnames of two characters.
pub(crate) const COMPOUND: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒", "夏侯",
    "司空", "端木", "独孤", "南宫", "西门", "东郭", "百里", "呼延", "轩辕", "万俟", "闻人", "澹台", "公冶", "宗政",
    "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "鲜于", "闾丘", "亓官", "司寇", "子车", "颛孙", "巫马",
    "公西", "漆雕", "乐正", "壤驷", "公良", "拓跋", "夹谷", "宰父", "谷梁", "段干", "梁丘", "左丘", "东门", "公羊",
    "赫连", "第五", "即墨", "达奚", "褚师", "纳兰", "叶赫", "完颜", "耶律", "爱新",
];

/// Characters that write Uygur, Kazakh, Tibetan, Mongolian, Yi and other names.
pub(crate) const TRANSLITERATION: &str = "\
阿艾爱买麦麻提江古丽吐图尔逊木卜不布杜都热日依伊衣米努纳那拉来里力立利苏素孙赛沙山夏合哈海汗罕克柯卡喀开凯库肯孜则\
扎札兹子巴帕排比皮毕别白拜伯保达代塔台德得迪地帝底丁多朵敦顿尼娜奈乃诺罗洛鲁路伦茹如肉亚娅雅叶耶也尤玉约月云吾吴\
乌武斡额恩安昂仁次旦措平珠朱卓桑格加嘉甲吉金央坚赞旺堆贡嘎噶曲琼旦拥忠西希喜新星辛玛马穆莫墨默梅美扬杨洋琪齐其奇\
其特太泰腾格勒日斯图雅兰花苏和呼胡朝鲁宝音毕力高娃萨仁其木达来牧仁哈斯巴特尔乌兰阿茹娜恩和苍孟根苏日娜呷嘿曲比拉\
沙马石阿约史俄木呷依火乌果且沙莫色吉克尔古祖拜迪娅买尔丹热木艾则孜居麦提托合提肉孜汗图荪帕尔哈提热依拉木沙江";

/// Whether a text begins with a surname that is known.
pub(crate) fn begins_with_surname(name: &[char]) -> bool {
    name.first().is_some_and(|first| SURNAMES.contains(*first)) || compound(name)
}

/// Whether a text begins with a surname of two characters.
pub(crate) fn compound(name: &[char]) -> bool {
    matches!(name, [one, two, ..] if COMPOUND.iter().any(|known| known.chars().eq([*one, *two])))
}
