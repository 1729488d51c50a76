"""Characters of Chinese names: the commonest surnames, and what given names are made of."""

from __future__ import annotations

# The commonest surnames, and characters that given names are made of.  Source: Ministry of Public
# Security, reports on names of 2019 to 2021 (surnames); the characters are those of common usage.
_SINGLE = (
    "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖萧蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧"
    "姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閻雷段龙龍黎史陶贺賀毛郝顾顧龚龔邵万覃武钱錢戴严嚴莫孔向常汤湯康易乔喬赖賴文庞樊兰殷施洪翟安"
    "颜倪牛温芦季俞章鲁葛伍申尤毕聂柴焦柳邢岳齐沿梅庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴"
)
DOUBLE_SURNAMES = "欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|东方|夏侯|尉迟|皇甫|令狐|公孙|慕容|长孙|宇文|端木"
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文辉力斌波鹏飞宇浩凯健俊帆帅旭宁龙林琳雪梅兰竹菊莉莎蕾薇婷婕妍怡佳嘉欣心悦雨晴晨曦阳光亮峰岩海江河湖涵泽润清洁冰霜"
    "云雷电鑫金银铜铁森树枫桐柏松楠梓杨柳花荷莲蓉芸芬芝苗萌菲萱蓝青紫丹彤朱赤雯霖露虹彩春夏秋冬天宏宝家国民安康福禄寿喜庆祥瑞吉利祺德仁义礼智信忠孝诚正直良善美好学思"
    "志远达博雅书琴棋诗词哲睿慧聪颖灵巧淑贤惠珍珠瑜瑾琪琦瑶玲珊珂璐璇彬彦昊昕昌晖晓晶智景晗皓翔翰荣贵富财发兴旺盛茂生长永恒久元亨利贞立成功胜凡然轩逸卓越群超伦冠权威武文武"
    "坤乾震艮子孜儿妹姐娇娥媛嫣婉妮姗倩玥舒畅意若如一二三四五六七八九十小大中南北东西新豪雄虎彪骏骥骁驰腾昂扬启航进步向前勤奋勉励凤凰鸾鹤鹃燕莺鸿雁沁沛洪浪淼源潇滢漫演炎炜"
    "煜焕熙燕烨焱钰铭锋锐钊钢锦镇锡楚韩齐鲁晋秦川渝京津沪甜可爱亚欧菁蓓薪蕊莹营星辰昱祖耀辉先绍承继传守礼仲伯叔季延庭廷堂岚岳峻嵩维纲纯绪绮琛璞尧舜禹汤佑佐伊依倩俪"
)
SURNAMES = frozenset(_SINGLE) | frozenset(DOUBLE_SURNAMES.replace("|", ""))
SINGLE_SURNAMES = "".join(dict.fromkeys(_SINGLE))
