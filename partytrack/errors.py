"""Pages of refusals and failures: one sentence, what to do next, the request's id; never a traceback.

They touch neither the database nor the session, since either may be what failed. Below /api/ the same as JSON.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from partytrack import logs


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("Máy chủ không hiểu yêu cầu này. Hãy quay lại trang trước và thử lại.")
    return _page(request, HTTPStatus.BAD_REQUEST, _("Yêu cầu không hợp lệ"), sentence)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("Bạn không được làm việc này. Nếu cần, hãy hỏi quản trị của đơn vị.")
    return _page(request, HTTPStatus.FORBIDDEN, _("Không được phép"), sentence)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _("Trang đã cũ hoặc trình duyệt không gửi cookie, nên chưa ghi gì. Hãy tải lại trang rồi làm lại.")
    return _page(request, HTTPStatus.FORBIDDEN, _("Chưa ghi gì"), sentence)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("Không có trang này, hoặc trang nằm ngoài phạm vi của bạn. Hãy kiểm tra lại địa chỉ.")
    return _page(request, HTTPStatus.NOT_FOUND, _("Không tìm thấy"), sentence)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    sentence = _("Địa chỉ này không nhận cách gọi đó. Hãy bắt đầu lại từ trang chính.")
    return _page(request, HTTPStatus.METHOD_NOT_ALLOWED, _("Không gọi được như vậy"), sentence)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("Quá nhiều lần thử từ máy này. Hãy đợi vài phút rồi thử lại.")
    return _page(request, HTTPStatus.TOO_MANY_REQUESTS, _("Hãy đợi một lát"), sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    sentence = _(
        "Máy chủ gặp lỗi; việc vừa làm chưa được ghi. Hãy thử lại; nếu vẫn lỗi, hãy báo quản trị kèm mã dưới đây."
    )
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, _("Lỗi của máy chủ"), sentence)


def wants_data(request: HttpRequest) -> bool:
    """Below /api/ refusals too are data."""
    return request.path.startswith("/api/")


def as_data(status: HTTPStatus, detail: str, **more: object) -> HttpResponse:
    return JsonResponse({"detail": detail, **more}, status=status, json_dumps_params={"ensure_ascii": False})


def _page(request: HttpRequest, status: HTTPStatus, title: str, sentence: str) -> HttpResponse:
    if wants_data(request):
        return as_data(status, f"{title}. {sentence}", request_id=logs.request_id.get())
    context = {
        "LANGUAGE_CODE": get_language() or "vi",
        "status": status.value,
        "title": title,
        "sentence": sentence,
        "request_id": logs.request_id.get(),
    }
    return HttpResponse(render_to_string("error.html", context), status=status)
