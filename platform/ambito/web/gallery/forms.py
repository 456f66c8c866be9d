from __future__ import annotations

from django import forms

from ambito.web.days import DayField


class SampleForm(forms.Form):
    """One field of every kind, drawn by the form renderer alone."""

    surname = forms.CharField(label="Cognome", error_messages={"required": "Scrivi il cognome."})
    born = DayField(label="Data di nascita", allow_future=False)
    phone = forms.CharField(label="Telefono", required=False, help_text="Almeno 9 cifre.")
    channel = forms.ChoiceField(
        label="Come ci ha raggiunto",
        choices=[("desk", "Di persona"), ("phone", "Telefono"), ("mail", "E-mail")],
        widget=forms.RadioSelect,
        error_messages={"required": "Scegli come ci ha raggiunto."},
    )
    needs = forms.MultipleChoiceField(
        label="Di che cosa ha bisogno",
        choices=[
            ("Casa e vita quotidiana", [("home", "Aiuto a domicilio"), ("meals", "Pasti")]),
            ("Soldi e lavoro", [("rent", "Affitto e bollette"), ("work", "Lavoro")]),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text="Scegline quanti servono.",
        error_messages={"required": "Scegli almeno un bisogno."},
    )
    office = forms.ChoiceField(label="Sede", choices=[("1", "Sede centrale"), ("2", "Sportello Garbatola")])
    text = forms.CharField(
        label="In poche parole",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Scrivi solo ciò che serve a capire la richiesta.",
        required=False,
    )
    informed = forms.BooleanField(label="La persona è stata informata", required=False)
