"""Signing in: a few wrong passwords are free, then every further guess takes its time."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import ngettext

from ..core.attempts import Attempts, network_of

# Somebody who has forgotten a password tries a few; an office behind one address has some who do.
by_name = Attempts(free=5, seconds_each=30)
by_address = Attempts(free=50, seconds_each=10)


class SignInForm(AuthenticationForm):
    """Refuses to look at a password while there is a wait, be it right or wrong."""

    seconds_to_wait = 0

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError: code "too_many" says how long to wait."""
        address = network_of(self.request) if self.request else ""
        name = f"{address} {self.cleaned_data.get('username', '').casefold()}"
        self.seconds_to_wait = max(by_name.wait(name), by_address.wait(address))
        if self.seconds_to_wait:
            raise ValidationError(_too_many(self.seconds_to_wait), code="too_many")
        try:
            return super().clean()
        except ValidationError:
            by_name.fail(name)
            by_address.fail(address)
            raise


class AdminSignInForm(SignInForm, AdminAuthenticationForm):
    """The same for the administration."""


class SignIn(LoginView):
    """The page for hosts."""

    template_name = "sessions/hosting/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The form again; 429 while there is a wait."""
        response = super().form_invalid(form)
        if seconds := getattr(form, "seconds_to_wait", 0):
            response.status_code = 429
            response["Retry-After"] = str(seconds)
        return response


def _too_many(seconds: int) -> str:
    words = ngettext(
        "That was the wrong password too often. Try again in {seconds} second.",
        "That was the wrong password too often. Try again in {seconds} seconds.",
        seconds,
    )
    return words.format(seconds=seconds)
