"""The texts of the sample documents: made up, about matters that every county deals with."""

from dataclasses import dataclass

from plugins.mandatory.official_documents.models import DocumentType, State


@dataclass(frozen=True, slots=True)
class Sample:
    """A document of the sample, sent ``days`` ago; ``stops`` is the state it is left in."""

    days: float
    sender: str
    kind: str
    title: str
    to: tuple[str, ...]
    body: str
    organ: str = ""
    cc: tuple[str, ...] = ()
    urgency: str = ""
    stops: State = State.DISPATCHED


_NOTICE = DocumentType.NOTICE.value
_COUNTY = "c0725003"
_COUNTY_OFFICE = "c0725go"
_TOWNS = ("group:各乡镇(街道)",)


def _county(days: float, title: str, body: str, **more: object) -> Sample:
    return Sample(days, _COUNTY, _NOTICE, title, _TOWNS, body, organ=_COUNTY_OFFICE, **more)  # type: ignore[arg-type]


SAMPLES: tuple[Sample, ...] = (
    _county(
        24,
        "桃源县人民政府办公室关于做好秋冬季森林防火工作的通知",
        "进入秋冬季节，气温下降，降水偏少，森林火险等级持续升高。现就有关事项通知如下。\n"
        "一、压实责任。实行领导包片、干部包村、护林员包山头。\n"
        "二、严管火源。重点时段在进山路口设卡值守。\n"
        "三、加强值守。严格执行24小时值班和领导带班制度，火情信息第一时间上报。",
        urgency="urgent",
    ),
    _county(
        17,
        "桃源县人民政府办公室关于开展农村人居环境整治集中行动的通知",
        "为巩固农村人居环境整治成果，决定在全县开展集中行动。\n"
        "一、清理村庄垃圾、沟渠淤泥和废弃农膜。\n"
        "二、完善长效管护机制，落实村级保洁经费。\n"
        "三、各乡镇（街道）于每周五前报送进展情况。",
    ),
    _county(
        9,
        "桃源县人民政府办公室关于报送第四季度重点工作计划的通知",
        "请结合年度目标任务，梳理第四季度重点工作，明确责任人和完成时限，"
        "于本月底前报县人民政府办公室。",
    ),
    _county(
        2,
        "桃源县人民政府办公室关于召开安全生产工作视频会议的通知",
        "定于本周五上午九时召开安全生产工作视频会议，请主要负责人和分管负责人参加，"
        "于会前一日报送参会名单。",
        urgency="flash",
    ),
    _county(
        0.1,
        "桃源县人民政府办公室关于报送应急物资储备情况的通知",
        "请于今日下班前报送融雪剂、防滑链、棉被等应急物资储备数量及存放地点。",
        urgency="flash",
    ),
    _county(
        1,
        "桃源县人民政府办公室关于做好低温雨雪天气防范应对工作的通知",
        "据气象部门预报，近期将有低温雨雪天气过程。请做好道路保畅、供电供水、"
        "困难群众保暖和农业设施防冻工作。",
        urgency="urgent",
        stops=State.IN_REVIEW,
    ),
    _county(
        0,
        "桃源县人民政府办公室关于开展冬春农田水利建设的通知",
        "请抓住冬春有利时机，组织开展山塘清淤、渠道疏浚。",
        stops=State.DRAFT,
    ),
    Sample(
        20,
        "cd001",
        _NOTICE,
        "中共常德市委办公室关于加强值班值守工作的通知",
        ("group:市直各单位", "unit:c0725001", "unit:c0726001", "unit:z01001"),
        "请严格落实领导带班和24小时专人值班制度，紧急情况按规定及时报送。",
        organ="cdpo",
    ),
    Sample(
        13,
        "t0726203",
        DocumentType.REQUEST.value,
        "石门县三圣乡人民政府关于解决柑橘冷链仓储项目用地指标的请示",
        ("unit:c0726003",),
        "我乡柑橘年产量逐年增长，现有仓储能力不足。拟建冷链仓储中心一处，需用地指标12亩。\n"
        "妥否，请批示。",
        organ="t0726203g",
    ),
    Sample(
        10,
        "c0726003",
        DocumentType.REPLY.value,
        "石门县人民政府关于三圣乡柑橘冷链仓储项目用地指标的批复",
        ("unit:t0726203",),
        "你乡《关于解决柑橘冷链仓储项目用地指标的请示》收悉。"
        "经研究，同意在年度计划内统筹安排用地指标12亩。\n此复。",
        organ="c0726g",
    ),
    Sample(
        6,
        "t0725120",
        _NOTICE,
        "桃源县牛车河镇人民政府关于组织开展冬季走访慰问的通知",
        ("group:各村(社区)",),
        "请对辖区内困难群众开展走访，重点了解保暖、饮水、用药情况，建立台账，于本周内报镇党政办。",
        organ="t0725120g",
    ),
    Sample(
        0.1,
        "t0725120",
        _NOTICE,
        "桃源县牛车河镇人民政府关于做好今夜低温防范的通知",
        ("group:各村(社区)",),
        "今夜气温骤降，请逐户提醒取暖用电用火安全，重点关照独居老人。",
        organ="t0725120g",
        urgency="urgent",
    ),
    Sample(
        4,
        "c0725040",
        DocumentType.LETTER.value,
        "桃源县财政局关于商请提供年度预算执行情况的函",
        ("unit:c0725034", "unit:t0725120"),
        "为做好年度预算执行分析工作，请于本月底前提供本单位预算执行情况。\n特此函达。",
    ),
)
