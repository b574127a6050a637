"""What polls are filled with: words as short as people hope for, and as long as they get."""

from typing import NamedTuple


class Wording(NamedTuple):
    """The texts of a session's polls and of the answers to them."""

    title: str
    options: list[str]
    short_options: list[str]
    words: list[str]
    texts: list[str]
    ends: tuple[str, str]
    names: list[str]
    unit: str


SHORT = Wording(
    title="Where should we start?",
    options=["Talk with residents earlier", "Share data between teams", "Hire digital people", "Fewer vendors"],
    short_options=["Yes", "No", "Maybe"],
    words=[
        "trust", "listen", "data", "people", "honesty", "speed", "clarity", "openness", "help", "paper", "queue",
        "phone", "slow", "care",
    ],
    texts=["Weekly status meetings.", "Asking residents for data we already have.", "Printing forms to scan them."],
    ends=("not at all", "completely"),
    names=["Ada", "Grace", "Linus", "Chloé", "Jonas"],
    unit="days",
)  # fmt: skip

LONG = Wording(
    title=(
        "À votre avis, et en pensant aux dix-huit prochains mois plutôt qu’à la semaine prochaine, par quel "
        "chantier notre administration devrait-elle commencer pour regagner la confiance des habitants ? 🏛️"
    ),
    options=[
        "Associer les habitants dès le début, avant que les décisions ne soient déjà prises",
        "Partager enfin les données entre services, sans redemander trois fois la même 📄",
        "نبدأ بالاستماع إلى السكان قبل اتخاذ القرارات",
        "Recruter, former et garder des personnes compétentes en numérique à tous les étages",
        "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle",
        "👩🏽‍💻 Dépendre moins d’un petit nombre de fournisseurs de logiciels étrangers",
    ],
    short_options=["Oui", "Non", "Peut-être"],
    words=[
        "confiance", "transparence", "écoute", "simplicité", "الثقة", "interopérabilité", "🚀", "accessibilité",
        "données", "proximité", "dématérialisation", "anticonstitutionnellement", "lenteur", "courage",
        "rendre des comptes",
        "guichet unique",
    ],
    texts=[
        "Les réunions d’avancement hebdomadaires dont personne ne relit jamais le compte rendu.",
        "Demander aux habitants des justificatifs que nous possédons déjà. " * 7,
        "إرسال رسائل ورقية لتأكيد البريد الإلكتروني",
        "Oui 👍🏽",
        "https://exemple.fr/une/adresse/vraiment/tres/longue/qui/ne/se/coupe/nulle/part?et=encore&plus=longue",
    ],
    ends=("pas du tout d’accord, vraiment pas", "entièrement d’accord, sans réserve"),
    names=["Anne-Françoise de La Rochefoucauld-Montb", "محمد بن عبد الله", "Zoé", "🦊", "Jean-Christophe"],
    unit="jours ouvrés",
)  # fmt: skip

WORDINGS = {"short": SHORT, "long": LONG}
