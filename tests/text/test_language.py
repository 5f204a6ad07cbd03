"""Which texts are read as English, and which are refused. All texts are invented."""

import pytest

from tests.text.helpers import read

OTHERS = {
    "de": "Der Flussrat von Norvan hat am Dienstag mitgeteilt, dass der neue Damm erst im Frühjahr eröffnet wird. "
    "„Zwei Tore sind in der Kälte gerissen“, sagte die Vorsitzende Ana Ruiz vor der Presse in der Hauptstadt.",
    "fr": "Le conseil du fleuve de Norvan a annoncé mardi que le nouveau barrage ouvrirait au printemps. "
    "« Deux portes se sont fendues dans le froid », a déclaré la présidente Ana Ruiz devant la presse.",
    "es": "El consejo del río de Norvan anunció el martes que la nueva presa abrirá en primavera, un año más tarde. "
    "«Dos compuertas se agrietaron con el frío», dijo la presidenta Ana Ruiz ante la prensa de la capital.",
    "ru": "Речной совет Норвана сообщил во вторник, что новая плотина откроется весной, на год позже. "
    "«Два затвора треснули на морозе», — сказала журналистам председатель совета Ана Руис.",
    "fa": "شورای رودخانه نوروان روز سه‌شنبه اعلام کرد که سد تازه در بهار و یک سال دیرتر گشایش خواهد یافت. "
    "آنا روئیس، رئیس شورا، به خبرنگاران گفت: «دو دریچه در سرما ترک خوردند.»",
}
ENGLISH = (
    "The river council of Norvan said on Tuesday that the new dam would open in spring, a year later than planned. "
    "“Two gates have cracked in the cold,” the president of the council, Ana Ruiz, told reporters."
)


def language(text: str) -> tuple[str | None, set[str]]:
    result = read(text)
    assert result.document is not None
    return result.document.fact("language"), {d.code for d in result.diagnostics} & {"language_unsupported"}


@pytest.mark.parametrize("code", OTHERS)
def test_another_language_is_named_and_refused(code: str) -> None:
    assert language(OTHERS[code]) == (code, {"language_unsupported"})


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        f"{ENGLISH} „{OTHERS['de'][:100]}“, she added, and went on to the next question of the press.",
        "Rouhani, Zarif and Khamenei met Chancellor Grötzinger, Ministra Ibáñez and Président Lefèvre of the Comité "
        "International in Öskemen, said Tasnim, the agency of Teheran, with no word of what was decided.",
        "No.",
        "Dam opens late",
    ],
    ids=["plain", "capitals", "a foreign quotation", "foreign names", "one word", "a few words"],
)
def test_english_stays_english(text: str) -> None:
    assert language(text) == ("en", set())
