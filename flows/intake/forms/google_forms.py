"""Google Forms: a time of submission first, then the questions; grids as `Question [Row]`."""

import polars as pl

from flows.intake.files.grid import Grid, table_of
from flows.intake.forms.form import Form, askings_of, without_heading
from flows.intake.reading import Table
from flows.intake.tabular.times import read_times
from schemas.config.role import spelling
from schemas.words import SourceName

TIMESTAMPS = frozenset(
    {
        "timestamp",
        "carimbo de data/hora",
        "marca temporal",
        "marca de temps",
        "horodateur",
        "zeitstempel",
        "informazioni cronologiche",
        "tijdstempel",
        "tidsstempel",
        "tidstämpel",
        "aikaleima",
        "sygnatura czasowa",
        "časová značka",
        "időbélyeg",
        "zaman damgası",
        "отметка времени",
        "позначка часу",
        "タイムスタンプ",
        "타임스탬프",
        "时间戳记",
        "時間戳記",
    }
)
ADDRESSES = frozenset(
    {"email address", "e-mail-adresse", "adresse e-mail", "endereço de e-mail", "endereço de email"}
    | {"dirección de correo electrónico", "adreça electrònica", "indirizzo email", "e-mailadres"}
    | {"mailadresse", "e-postadress", "e-postadresse", "sähköpostiosoite", "adres e-mail"}
    | {"e-mailová adresa", "e-mail-cím", "e-posta adresi", "адрес электронной почты"}
    | {"електронна адреса", "メールアドレス", "이메일 주소", "电子邮件地址", "電子郵件地址"}
    | {"username", "nutzername", "nom d'utilisateur", "nombre de usuario", "nome de usuário"}
    | {"nom d'usuari", "nome utente", "gebruikersnaam", "brugernavn", "användarnamn"}
    | {"brukernavn", "käyttäjänimi", "nazwa użytkownika", "uživatelské jméno", "felhasználónév"}
    | {"kullanıcı adı", "имя пользователя", "ім'я користувача", "ユーザー名", "사용자 이름"}
    | {"用户名", "使用者名稱"}
)
"""Headings of the respondent's address, which a form may record, in the languages of `TIMESTAMPS`;
older forms call it a user's name."""
SCORES = frozenset({"score", "pontuação", "puntuación", "punktzahl", "punteggio"})
SAMPLE = 200


def recognise(grid: Grid) -> Form | None:
    """The form in `grid`; None where its first column is no time of submission."""
    table = table_of(grid)
    if not table.headings or spelling(table.headings[0]) not in TIMESTAMPS:
        return None
    if not _holds_times(table):
        return None
    own = {0}
    rater = None
    for index, heading in enumerate(table.headings[1:3], 1):
        if spelling(heading).replace("’", "'") in ADDRESSES:
            own.add(index)
            rater = heading
        elif spelling(heading) in SCORES:
            own.add(index)
    return Form(
        SourceName.GOOGLE_FORMS,
        table,
        askings_of(table, own),
        submitted_at=table.headings[0],
        rater=rater,
        notes=(*without_heading(table), *_mixed_dates(table)),
    )


def _holds_times(table: Table) -> bool:
    """Whether the first cells of the first column are mostly times; an empty form passes."""
    first = table.rows.to_series(0).head(SAMPLE).drop_nulls()
    if first.is_empty():
        return True
    return int(read_times(first, None, None).bad.sum()) * 2 <= first.len()


def _mixed_dates(table: Table) -> tuple[str, ...]:
    """A warning where the sheet turned some dates of a text column into real ones."""
    times = table.rows.select(pl.col("c0").str.strip_chars())
    real = times.filter(pl.col("c0").str.contains(r"^\d{4}-\d\d-\d\d \d\d:")).height
    written = times.filter(pl.col("c0").str.contains(r"^\d{1,2}/\d{1,2}/\d{4}")).height
    if not real or not written:
        return ()
    note = (
        f"{real} times were turned into real dates by the sheet and {written} were not; in the "
        "former day and month may be swapped"
    )
    return (note,)
