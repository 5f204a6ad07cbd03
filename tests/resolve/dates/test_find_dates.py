"""What is found and what it means, as tables of marked text. The anchor is Thursday, 18 January 2018 unless given."""

import pytest

from tests.resolve.dates.marked_dates import check

ANCHOR = "2018-01-18"

EXPLICIT = [
    'She spoke on <d value="2017-12-31" edtf="2017-12-31" interval="2017-12-31/2017-12-31">Dec. 31, 2017</d>.',
    'She spoke on <d value="2017-12-31">31 December 2017</d>.',
    'She spoke on <d value="2017-06-26">Monday, June 26, 2017</d>.',
    'It was <d value="2017-06-26">the 26th of June, 2017</d>.',
    'Filed <d value="2016-10-26">10/26/2016</d> and <d value="2016-10-27" type="DATE">2016-10-27</d>.',
    'In <d value="2017-02" edtf="2017-02" interval="2017-02-01/2017-02-28">February 2017</d> it rained.',
    'In <d value="1988-SU" edtf="1988-06/1988-08" interval="1988-06-01/1988-08-31">the summer of 1988</d> they left.',
    'In <d value="2013" edtf="2013" interval="2013-01-01/2013-12-31">2013</d> he won.',
    'Since <d value="2017">2017</d> protests grew.',
    'During <d value="199" edtf="1990/1999" interval="1990-01-01/1999-12-31">the 1990s</d> it closed.',
    'During <d value="198">the \'80s</d> and <d value="196">the sixties</d> it grew.',
    'A temple of <d value="10" interval="1001-01-01/1100-12-31">the 11th century</d>.',
    'It rose in <d value="1989-Q3" edtf="1989-07/1989-09">the third quarter of 1989</d>.',
    'It fell <d value="2017-Q2">Q2 2017</d> and <d value="2016-H1" edtf="2016-01/2016-06">the first half of 2016</d>',
    'That was <d value="1996">nineteen ninety-six</d>.',
    'From <d value="1996/1998" edtf="1996/1998" interval="1996-01-01/1998-12-31">1996-98</d> he taught.',
    'Sales of <d value="1989" edtf="1989~">fiscal 1989</d> fell.',
]

PARTIAL = [
    'He spoke on <d value="2017-06-26" edtf="2017-06-26">June 26</d>.',
    'London, <d value="2018-01-18">18 Jan</d> – The group said so.',
    'The summit will meet on <d value="2018-03-05">March 5</d>.',
    'They met on <d value="2017-03-05">March 5</d>.',
    'They will vote in <d value="2018-11">November</d>.',
    'They voted in <d value="2017-11">November</d>.',
    'The raid of <d value="2017-06-20/2017-06-22" edtf="2017-06-20/2017-06-22">June 20-22</d> failed.',
    'They met on <d value="2017-04-24">April 24</d> and <d value="2017-04-25">25</d>.',
    'He spoke between <d value="2017-06-20">June 20</d> and <d value="2017-06-22">June 22</d>.',
    'He died on <d value="2017-12-25">Christmas Day</d>; she left on <d value="2017-11-23">Thanksgiving</d>.',
]

RELATIVE = [
    'He spoke <d value="2018-01-18">today</d>, not <d value="2018-01-17">yesterday</d>.',
    'It comes <d value="2018-01-19">tomorrow</d>; he left <d value="2018-01-16">the day before yesterday</d>.',
    'It fell <d value="2017-12" edtf="2017-12">last month</d> and <d value="2017" edtf="2017">last year</d>.',
    'It was <d value="2018-W02" edtf="2018-01-08/2018-01-14">last week</d>.',
    'In <d value="2018-W02" edtf="2018-01-08/2018-01-14">the last week</d>, it rained.',
    "It was the last week of the race, and the last day on which they may file.",
    'He said so <d value="2018-W03" edtf="2018-01-15/2018-01-18" interval="2018-01-15/2018-01-18">this week</d>.',
    'He came <d value="2017-W52" edtf="2017-12-25~/2017-12-31~">three weeks ago</d>.',
    'They meet on <d value="2018-03-02">Friday, March 2</d>, after <d value="2017-12-03">Sunday, Dec. 3</d>.',
    'He came <d value="2018-01-15" edtf="2018-01-15">three days ago</d>.',
    'He came <d value="2016" edtf="2016~">two years ago</d>.',
    'He left on <d value="2017-06-26">June 26</d>; <d value="2017-06-25">the previous day</d> he had stayed.',
    'He left on <d value="2017-06-26">June 26</d> and returned <d value="2017-06-28">two days later</d>.',
    'Is <d value="2017-07-04" edtf="2017-07-04~">a month and a half</d> after <d value="2017-05-19">May 19, 2017</d>',
    'In <d value="2017-02">February of last year</d> they met; in <d value="2016-10">October 2016</d> they had not.',
    'In <d value="2018-01" mod="START" interval="2018-01-01/2018-01-10">early January</d> it snowed.',
    'In <d value="2017-05" mod="START" edtf="2017-05-01/2017-05-10">early May</d> it snowed.',
    'In <d value="2017-05" mod="END" interval="2017-05-21/2017-05-31">late May</d> it rained.',
    'By <d value="1996" mod="MID">mid-1996</d> it was over.',
    '<d value="2018-01" mod="START" interval="2018-01-01/2018-01-18">Earlier this month</d> he spoke.',
    'At <d value="2018" mod="START" interval="2018-01-01/2018-01-18">the beginning of 2018</d> they marched.',
    'It was <d value="2018-WI">this winter</d>.',
    'It was <d value="2017-SU">last summer</d> and <d value="2017-06">last June</d>.',
    'Over <d value="2018-W02-WE" edtf="2018-01-13/2018-01-14">the weekend</d> he rested.',
]

WEEKDAYS = [
    'He spoke on <d value="2018-01-12">Friday</d>.',
    'He spoke <d value="2018-01-18">Thursday</d>.',
    'He will speak on <d value="2018-01-19">Friday</d>.',
    'He plans to speak on <d value="2018-01-20">Saturday</d>.',
    'He spoke <d value="2018-01-12">last Friday</d> and <d value="2018-01-11">last Thursday</d>.',
    'They meet <d value="2018-01-23">next Tuesday</d>.',
    'He spoke on <d value="2018-01-17TNI" type="TIME" edtf="2018-01-17">Wednesday night</d>.',
    'He spoke at <d value="2018-01-16T10:35" type="TIME" edtf="2018-01-16">10:35 a.m. Tuesday</d>.',
    'It ended at <d value="2018-01-16T12:00">noon Tuesday</d>.',
]

AMOUNTS = [
    'For <d value="P40Y" type="DURATION" edtf="" interval="">the past four decades</d> they ruled.',
    'In <d value="PXW" type="DURATION" edtf="" interval="">recent weeks</d> they spoke.',
    'An <d value="P8Y">eight-year</d> war.',
    'In <d value="2013-05">May 2013</d> - four of them left.',
    'It took <d value="P18M">a year and a half</d>, not <d value="P30M">two-and-a-half years</d>.',
    'It took <d value="P2W" mod="LESS_THAN">nearly two weeks</d>.',
    'They waited for <d value="PXM">months</d>.',
    'He prays <d value="XXXX-WXX-5" type="SET" edtf="">every Friday</d>.',
    'It pays $3 million <d value="P1Y" type="SET">a year</d>.',
    'It meets <d value="P1Y" type="SET">annually</d> and <d value="XXXX-WXX-1" type="SET">Mondays</d>.',
    'He is <d value="PRESENT_REF" edtf="">now</d> free.',
]

NO_DATES = [
    "Theresa May said no, and Mrs. May left.",
    "You may go; they march on; the spring broke; prices fall further.",
    "The Women's March drew crowds.",
    "June Allerton and April Brenner sang.",
    "About 2,000 people and 1998 soldiers marched.",
    "It cost $1998 and weighed 1,998 pounds.",
    "Version 2.0.1 runs on port 8080.",
    "She is 37 years old; a 10-year-old boy left.",
    "He came second and waited a second time.",
    "He reads The Sunday Chronicle and watches Borduria Today.",
    "The Karvan daily (pro-government) agreed.",
    "In a third of cases it failed; three-quarters of them fled.",
]


@pytest.mark.parametrize("marked", EXPLICIT + PARTIAL + RELATIVE + WEEKDAYS + AMOUNTS + NO_DATES)
def test_dates_of_marked_text(marked: str):
    check(marked, ANCHOR)


WITHOUT_ANCHOR = [
    'He spoke on <d value="XXXX-06-26" edtf="" interval="">June 26</d>.',
    'He spoke on <d value="XXXX-WXX-5" edtf="">Friday</d> and <d value="XXXX-XX-XX">yesterday</d>.',
    'It fell <d value="XXXX">last year</d>, as in <d value="2013" edtf="2013">2013</d>.',
]


@pytest.mark.parametrize("marked", WITHOUT_ANCHOR)
def test_without_an_anchor_nothing_is_invented(marked: str):
    check(marked, None)


COARSE = [
    ("2018-01", 'It fell <d value="2017-12" edtf="2017-12">last month</d>.'),
    ("2018-01", 'He spoke <d value="XXXX-XX-XX" interval="2017-12-31/2018-01-30">yesterday</d>.'),
    ("2018", 'It fell <d value="2017">last year</d>.'),
    ("../2018-01-18", 'He spoke on <d value="XXXX-06-26" edtf="../2017-06-26" interval="/2017-06-26">June 26</d>.'),
    ("../2018-01-18", 'He spoke on <d value="2016-06-26" interval="2016-06-26/2016-06-26">June 26, 2016</d>.'),
]


@pytest.mark.parametrize(("anchor", "marked"), COARSE)
def test_a_coarse_anchor_bounds_instead_of_guessing(anchor: str, marked: str):
    check(marked, anchor)
